"""The mail server of the benchmarks knows when each e-mail came."""

import subprocess
import sys

from eventapp.bench.mailbox import mailbox


def test_the_mail_server_knows_when_each_e_mail_came() -> None:
    with mailbox() as box:
        code = (
            "import smtplib, sys; s = smtplib.SMTP('127.0.0.1', int(sys.argv[1]));"
            "s.sendmail('a@example.org', ['b@example.org'], 'Subject: x\\r\\n\\r\\nx')"
        )
        subprocess.run([sys.executable, "-c", code, str(box.port)], check=True)

        assert box.moment_of("b@example.org") > 0
