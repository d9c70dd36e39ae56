"""The ledger as JSON under `/api/v1`: read only, described by an OpenAPI document that is made of the same
records as the answers, so that the two cannot differ.
"""

from .application import ROOT, api_of
from .describe import openapi
from .resources import RESOURCES

__all__ = ["RESOURCES", "ROOT", "api_of", "openapi"]
