"""
Debian's QtWebKit as a person uses it: keys and clicks. Takes and answers lines of JSON. Without script, but
with the argument `script`; with `app` what is followed or pressed loads no page, and there are databases.
"""
import json
import select
import sys
import tempfile

from PyQt5.QtCore import QPoint, Qt, QTimer, QUrl
from PyQt5.QtTest import QTest
from PyQt5.QtWebKit import QWebSettings
from PyQt5.QtWebKitWidgets import QWebView
from PyQt5.QtWidgets import QApplication

app = QApplication(["qtwebkit"])
is_app = "app" in sys.argv
with_script = is_app or "script" in sys.argv
QWebSettings.globalSettings().setAttribute(QWebSettings.JavascriptEnabled, with_script)
QWebSettings.globalSettings().setAttribute(QWebSettings.LocalStorageEnabled, with_script)
databases = tempfile.TemporaryDirectory()
QWebSettings.globalSettings().setAttribute(QWebSettings.OfflineStorageDatabaseEnabled, is_app)
QWebSettings.setOfflineStoragePath(databases.name)
view = QWebView()
view.resize(240, 320)
view.show()
loading = False


def loads(now):
    global loading
    loading = now


view.loadStarted.connect(lambda: loads(True))
view.loadFinished.connect(lambda _: loads(False))


def frame():
    return view.page().mainFrame()


def all_of(selector):
    return frame().findAllElements(selector).toList()


def with_words(selector, words):
    """The first element of which these are all the words, else the first that has them."""
    found = [one for one in all_of(selector) if words in one.toPlainText()]
    exact = [one for one in found if one.toPlainText().strip() == words]
    return (exact or found or [None])[0]


def field_of(label):
    named = with_words("label", label)
    if named is None:
        return None
    inner = named.findFirst("input")
    return inner if not inner.isNull() else frame().findFirstElement("#" + named.attribute("for"))


def click(element):
    box = element.geometry()
    frame().setScrollPosition(QPoint(0, max(0, box.center().y() - 160)))
    at = box.center() - frame().scrollPosition()
    QTest.mouseClick(view, Qt.LeftButton, Qt.NoModifier, at)


def value_of(element):
    return element.evaluateJavaScript("this.value") or ""


def follow(words):
    link = with_words("a", words)
    if link is None:
        return False
    loads(not is_app)
    click(link)
    return True


def press(words):
    button = with_words("button", words)
    if button is None:
        return False
    loads(not is_app)
    click(button)
    return True


def fill(label, text):
    field = field_of(label)
    if field is None:
        return False
    click(field)
    QTest.keyClick(view, Qt.Key_A, Qt.ControlModifier)
    QTest.keyClick(view, Qt.Key_Delete)
    QTest.keyClicks(view, text)
    return True


def tick(label):
    field = field_of(label)
    if field is None:
        return False
    click(field)
    return True


def text():
    fields = [value_of(one) for one in all_of("input[type=text], textarea")]
    return "\n".join([frame().toPlainText(), *fields])


def width(pixels):
    view.resize(pixels, 320)
    app.processEvents()
    return frame().contentsSize().width()


def app_is_there():
    return not all_of("[data-drawn]") and frame().evaluateJavaScript("window.wifiChatRuns") is True


def scripts():
    return [one.attribute("src") for one in all_of("script")]


def go(url):
    loads(True)
    view.load(QUrl(url))
    return True


VERBS = {"open": go, "follow": follow, "press": press, "fill": fill, "tick": tick, "text": text, "width": width, "is_app": app_is_there, "scripts": scripts}


def listen():
    if loading or not select.select([sys.stdin], [], [], 0)[0]:
        return
    line = sys.stdin.readline()
    if line == "":
        app.quit()
        return
    verb, *words = json.loads(line)
    print(json.dumps(VERBS[verb](*words)), flush=True)


timer = QTimer()
timer.timeout.connect(listen)
timer.start(10)
app.exec_()
