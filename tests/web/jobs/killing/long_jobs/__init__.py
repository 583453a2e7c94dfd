"""An app whose jobs count, fail, fall deaf or die."""

urlpatterns = []
