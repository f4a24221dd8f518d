"""A file that an organiser brings."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired

from eventapp.web.forms import Form


class TimetableForm(Form):
    """A file with a timetable."""

    file = FileField(_("File with the timetable"), [FileRequired(_("Choose a file."))])
