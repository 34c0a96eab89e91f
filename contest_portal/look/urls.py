from django.urls import path

from . import gallery

app_name = "look"
urlpatterns = [path("components/", gallery.components, name="components")]
