"""What the Chinese of Django lacks, and that of django-taggit calls otherwise than the site.

It is named here, so that the site's catalog holds it.
"""

from django.utils.translation import gettext_noop, ngettext_lazy, pgettext_lazy

gettext_noop("%(model)s instance with %(field)s %(value)r is not a valid choice.")
gettext_noop("Add link")
gettext_noop("After you’ve created a user, you’ll be able to edit more user options.")
gettext_noop("Change or view list link")
gettext_noop("Error:")
gettext_noop("Forgotten your login credentials?")
gettext_noop("In case you’ve forgotten, you are:")
gettext_noop("Model name")
ngettext_lazy(
    "This password is too short. It must contain at least %d character.",
    "This password is too short. It must contain at least %d characters.",
)
pgettext_lazy("A tag slug", "slug")
