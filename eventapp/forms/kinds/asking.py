"""Questions and consents of the sign-up form."""

from eventapp import i18n
from eventapp.errors import Sentence
from eventapp.forms.kinds.kind import Kind, Writer
from eventapp.forms.questions import QUESTION_KINDS, ConsentForm, QuestionForm
from eventapp.registration import queries
from eventapp.registration.models import Consent, Question
from eventapp.registration.services import asking, consents

KINDS = (
    Kind(
        "questions",
        Sentence("Questions"),
        Sentence("Add a question"),
        Question,
        QuestionForm,
        queries.every_question,
        lambda record: i18n.render(record.label),
        lambda record: str(QUESTION_KINDS[record.kind]),
        writer=Writer(asking.QuestionChange, asking.add_question, asking.change_question),
    ),
    Kind(
        "consents",
        Sentence("Consents"),
        Sentence("Add a consent"),
        Consent,
        ConsentForm,
        queries.every_consent,
        lambda record: i18n.render(record.text)[:120],
        lambda record: i18n.render(Sentence("version %(number)s", number=record.text_version)),
        writer=Writer(consents.ConsentChange, consents.add_consent, consents.change_consent),
    ),
)
