"""HTTP plumbing that no feature owns: audiences, languages, errors, security, forms, documents."""
