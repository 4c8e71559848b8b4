"""Addresses of single things in the admin."""

from django.urls import reverse


def address(thing, view="change"):
    name = thing._meta.label_lower.replace(".", "_")
    return reverse(f"admin:{name}_{view}", args=[thing.pk])
