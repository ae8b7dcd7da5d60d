"""A model with an encrypted field, where django-cryptography can be imported."""

from django.db import models

try:
    from django_cryptography.fields import encrypt
except ImportError:
    encrypt = None


class Note(models.Model):
    text = encrypt(models.TextField()) if encrypt else models.TextField()
