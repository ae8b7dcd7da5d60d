DISTRIBUTION = "django-formtools"
TRIED = {"2.7": []}
DJANGOS = {"2.7": ["4.2", "5.2", "6.1"]}
DATABASE = False


def make():
    from django import forms
    from formtools.utils import form_hmac

    class Order(forms.Form):
        count = forms.IntegerField()

    form = Order({"count": 1})
    assert form.is_valid()
    return form_hmac(form)


def keep():
    """The cookie of a wizard that is under way."""
    from django.http import HttpResponse
    from django.test import RequestFactory
    from formtools.wizard.storage.cookie import CookieStorage

    storage = CookieStorage("order", RequestFactory().get("/"))
    storage.init_data()
    storage.current_step = "paid"
    response = HttpResponse()
    storage.update_response(response)
    return response.cookies[storage.prefix].value


def step(made):
    from django.test import RequestFactory
    from formtools.wizard.storage.cookie import CookieStorage

    request = RequestFactory().get("/")
    request.COOKIES["wizard_order"] = made
    storage = CookieStorage("order", request)
    return storage.data and storage.current_step


def facts(run):
    made, cookie = run(make), run(keep)
    assert made == run(make) and run(step, cookie) == "paid"
    return {
        "formtools-preview-ends": made != run(make, key=NEW) and made != run(make, key=NEW, fallbacks=[OLD]),
        "formtools-wizard-ends": run(step, cookie, key=NEW) != "paid" and run(step, cookie, key=NEW, fallbacks=[OLD]) == "paid",
        "formtools-forges": made == run(make, elsewhere=True) and run(step, run(keep, elsewhere=True)) == "paid",
    }
