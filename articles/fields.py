"""BodyField: the one door by which a body enters the database."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Case, Col, ExpressionWrapper, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from articles.body.document import Document, InvalidBody, empty, validate


def checked_body(body: object) -> Document:
    """The body in its normal form; raises ValidationError, code "invalid_body", naming the block.

    The error's params are `path` ("block 3 (figure), attribute picture") and `message`.
    """
    try:
        return validate(body)
    except InvalidBody as error:
        place = f"{error.path[:1].upper()}{error.path[1:]}" if error.path else _("Body")
        raise ValidationError(
            _("%(place)s: %(message)s"),
            code="invalid_body",
            params={"place": place, "path": error.path, "message": error.message},
        ) from error


class Checked(dict[str, Any]):
    """A body as `validate` gave it, which nobody has changed since: it is not checked once more.

    `pre_save` hands it to `get_db_prep_save`; the bulk import, which checks each body where it is
    prepared, to both. Nobody else may: a Checked that is no document is stored as it is.
    """


class BodyField(models.JSONField):
    """A story document. What is written is checked and normalized whichever way it comes.

    Create, save, bulk_create, update and bulk_update all pass `get_db_prep_save`; a write that
    would not be a document raises ValidationError. Database expressions may only choose between
    such documents and bodies already stored. Lookups are JSONField's and are not checked.
    """

    description = _("A story body")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Field's own signature
        kwargs.setdefault("default", empty)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Django's own JSONField, so that migrations need no code of ours."""
        name, _path, args, kwargs = super().deconstruct()
        if kwargs.get("default") is empty:
            del kwargs["default"]
        return name, "django.db.models.JSONField", args, kwargs

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """What a form or full_clean hands in, checked; answers with the normal form."""
        if value is None or value in self.empty_values:
            return super().clean(value, model_instance)
        return checked_body(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001 - Django's own
        """Sets the normal form on the instance, so that it holds what the database holds."""
        value = super().pre_save(model_instance, add)
        if value is None or hasattr(value, "resolve_expression"):
            return value
        checked = dict(value) if type(value) is Checked else checked_body(value)
        setattr(model_instance, self.attname, checked)
        return Checked(checked)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """The value ready for the database; every write of Django's comes through here."""
        if value is None:
            return None
        if hasattr(value, "resolve_expression"):
            return self._checked_expression(value)
        checked = value if type(value) is Checked else checked_body(value)
        return super().get_db_prep_save(checked, connection)

    def _checked_expression(self, expression: Any) -> Any:
        """The expression with its raw values handed to this field, which checks them in turn."""
        match expression:
            case Value():
                checked = Value(expression.value, output_field=self)
                checked.for_save = True
                return checked
            case Col() if isinstance(expression.target, BodyField):
                return expression
            case When():
                return self._with_parts(expression, last_only=True)
            case Case() | Cast() | Coalesce() | ExpressionWrapper():
                return self._with_parts(expression, last_only=False)
        raise ValidationError(
            _("A body cannot be written by %(expression)s; give the document itself."),
            code="invalid_body",
            params={"expression": type(expression).__name__, "path": ""},
        )

    def _with_parts(self, expression: Any, *, last_only: bool) -> Any:
        """A copy whose source expressions are checked; of a When only the result is written."""
        parts = expression.get_source_expressions()
        kept = parts[:-1] if last_only else []
        checked = expression.copy()
        checked.set_source_expressions(
            [*kept, *(self._checked_expression(part) for part in parts[len(kept) :])]
        )
        return checked
