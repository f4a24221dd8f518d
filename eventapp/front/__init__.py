"""Pages and acts that span features: public home, dashboards, the information pages."""
