"""Pictures, files and voice messages in conversations."""

import io
import wave
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.demo import Demo
from tests.browser.devices import LOST_SERVER, Devices, asked, shoot
from tests.browser.test_screens import inspect
from tests.files.test_voices import webm


def picture(
    name: str = "repetitie.jpg", colour: tuple[int, int, int] = (31, 107, 79), size: tuple[int, int] = (1200, 800)
) -> FilePayload:
    """Three singers, drawn."""
    made = Image.new("RGB", size, colour)
    pen = ImageDraw.Draw(made)
    for at in range(3):
        left = size[0] // 4 * (at + 1)
        pen.ellipse((left - 60, 200, left + 60, 320), fill=(240, 210, 180))
        pen.rectangle((left - 90, 330, left + 90, 700), fill=(120, 40 + 60 * at, 60))
    written = io.BytesIO()
    made.save(written, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": written.getvalue()}


OPTIONS = [{"text": "Een bos"}, {"text": "Een haven"}]
SCORE: FilePayload = {"name": "partituur.txt", "mimeType": "text/plain", "buffer": b"Do re mi " * 9000}


def own(page: Page) -> Locator:
    return page.locator("li.own").last


def choose(page: Page, line: str, *files: FilePayload) -> None:
    """Through the + of the composer."""
    page.get_by_role("button", name="Toevoegen", exact=True).click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name=line).click()
    chooser.value.set_files(list(files))


def test_pictures_and_a_file_are_chosen_sent_looked_at_and_found_again(demo: Demo, devices: Devices) -> None:
    room = demo.member("clara").conversation("Foto's van zondag", demo.member("jonas"))
    clara, jonas = devices.open("clara"), devices.open("jonas", "phone")
    theirs = jonas.go(f"/chat/{room}")
    page = clara.go(f"/chat/{room}")
    choose(page, "Foto of video", picture(), picture("applaus.jpg", (60, 60, 120), (800, 1200)))
    choose(page, "Bestand", SCORE)
    tray = page.get_by_role("list", name="Gekozen bestanden")
    expect(tray.get_by_role("listitem")).to_have_count(3)
    inspect(clara, "composer with files")
    page.keyboard.type("Van de repetitie")
    page.keyboard.press("Enter")
    expect(tray).to_have_count(0)
    expect(own(page)).to_contain_text("Verstuurd")
    opener = theirs.get_by_role("button", name="Foto repetitie.jpg openen")
    expect(opener).to_be_visible()
    expect(theirs.get_by_role("link", name="partituur.txt")).to_be_visible()
    inspect(jonas, "room with files")
    opener.click()
    viewer = theirs.get_by_role("dialog", name="Foto’s")
    expect(viewer).to_contain_text("1 van 2")
    theirs.keyboard.press("ArrowRight")
    expect(viewer).to_contain_text("applaus.jpg")
    inspect(jonas, "viewer")
    theirs.keyboard.press("Escape")
    expect(viewer).to_have_count(0)

    theirs.get_by_role("link", name="Gedeeld").click()
    expect(theirs.get_by_role("button", name="Foto’s 2")).to_be_visible()
    expect(theirs.get_by_role("button", name="Foto repetitie.jpg openen")).to_be_visible()
    inspect(jonas, "shared pictures")
    theirs.get_by_role("button", name="Bestanden 1").click()
    theirs.get_by_role("link", name="Toon in gesprek").click()
    expect(jonas.message("Van de repetitie")).to_be_visible()


def test_a_picture_is_a_stamp_where_it_is_answered_quoted_and_found(demo: Demo, devices: Devices) -> None:
    room = demo.member("clara").conversation("Wie staat er op de foto?", demo.member("jonas"))
    clara, jonas = devices.open("clara"), devices.open("jonas", "phone", "dark")
    page, theirs = clara.go(f"/chat/{room}"), jonas.go(f"/chat/{room}")
    choose(page, "Foto of video", picture("zomerkamp.jpg"))
    page.keyboard.press("Enter")
    theirs.get_by_role("button", name="Foto zomerkamp.jpg openen").click(button="right")
    theirs.get_by_role("menuitem", name="Antwoord", exact=True).click()
    stamped(theirs.locator("form .bar img"))
    jonas.write("De derde ben ik")
    quote = page.get_by_role("button", name="Foto", exact=False).filter(has=page.locator(".lines"))
    stamped(quote.locator("img"))
    inspect(jonas, "a picture quoted")
    shoot(theirs, "quoted")
    asked(page, "zomerkamp")
    stamped(page.get_by_role("dialog").locator("[data-result]", has_text="zomerkamp.jpg").locator("img").last)
    inspect(clara, "a picture found")
    shoot(page, "found")


def stamped(image: Locator) -> None:
    """It shows, and what it shows has come."""
    expect(image).to_be_visible()
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("(each) => each.naturalWidth") > 0


def test_what_is_pasted_or_dropped_is_attached_and_may_be_taken_away(demo: Demo, devices: Devices) -> None:
    room = demo.member("clara").conversation("Plakken", demo.member("jonas"))
    page = devices.open("clara").go(f"/chat/{room}")
    tray = page.get_by_role("list", name="Gekozen bestanden")
    give = """([kind, target]) => {
        const data = new DataTransfer();
        data.items.add(new File(["Do re mi"], `${kind}.txt`, { type: "text/plain" }));
        const event = kind === "paste"
            ? new ClipboardEvent(kind, { clipboardData: data, bubbles: true, cancelable: true })
            : new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
        document.querySelector(target).dispatchEvent(event);
    }"""
    expect(page.locator("textarea")).to_be_visible()
    page.evaluate(give, ["paste", "textarea"])
    page.evaluate(give, ["drop", "main .scroller"])
    expect(tray.get_by_role("listitem")).to_have_count(2)
    page.get_by_role("button", name="paste.txt weghalen").click()
    page.get_by_role("button", name="Versturen").click()
    expect(own(page).get_by_role("link", name="drop.txt")).to_be_visible()
    expect(page.get_by_role("link", name="paste.txt")).to_have_count(0)


def test_files_that_were_sent_offline_go_once_after_a_reload(demo: Demo, devices: Devices) -> None:
    jonas = demo.member("jonas")
    room = demo.member("clara").conversation("Zonder bereik", jonas)
    device = devices.open("clara").forgive("ERR_FAILED")
    page = device.go(f"/chat/{room}")
    expect(device.field).to_be_visible()
    choose(page, "Bestand", SCORE)
    expect(page.get_by_role("list", name="Gekozen bestanden")).to_be_visible()
    page.route("**/files?**", lambda route: route.abort())
    page.keyboard.type("Uit de trein")
    page.keyboard.press("Enter")
    expect(own(page)).to_contain_text("partituur.txt")
    expect(own(page)).to_contain_text("Wordt verstuurd")
    page.reload()
    expect(own(page)).to_contain_text("partituur.txt")
    expect(own(page)).to_contain_text("Wordt verstuurd")
    page.unroute("**/files?**")
    page.reload()
    expect(own(page).get_by_role("link", name="partituur.txt")).to_be_visible(timeout=40_000)
    sent = jonas.call("message.history", conversation=room)["items"]
    assert [[each["name"] for each in message["attachments"]] for message in sent] == [["partituur.txt"]]


def test_sending_is_called_off(demo: Demo, devices: Devices) -> None:
    jonas = demo.member("jonas")
    room = demo.member("clara").conversation("Toch niet", jonas)
    page = devices.open("clara").go(f"/chat/{room}")
    choose(page, "Bestand", SCORE)
    page.route("**/files?**", lambda route: None)
    page.get_by_role("button", name="Versturen").click()
    page.get_by_role("button", name="Niet versturen").click()
    expect(page.locator("li.own")).to_have_count(0)
    page.unroute("**/files?**")
    page.locator("textarea").fill("Wel dit")
    page.keyboard.press("Enter")
    expect(own(page)).to_contain_text("Verstuurd")
    assert [each["text"] for each in jonas.call("message.history", conversation=room)["items"]] == ["Wel dit"]


def test_a_page_that_was_sent_as_a_picture_runs_nothing(demo: Demo, devices: Devices, tmp_path: Path) -> None:
    room = demo.member("clara").conversation("Vreemd bestand", demo.member("jonas"))
    page = devices.open("clara").forgive("status of 422").go(f"/chat/{room}")
    script = b"<svg xmlns='http://www.w3.org/2000/svg'><script>document.title='gekaapt'</script></svg>"
    html = b"GIF89a<script>document.title='gekaapt'</script>"
    choose(page, "Bestand", {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": script})
    page.get_by_role("button", name="Versturen").click()
    link = own(page).get_by_role("link", name="logo.svg")
    expect(link).to_be_visible()
    href = link.get_attribute("href")
    with page.expect_download() as got:
        link.click()
    assert Path(got.value.path()).read_bytes() == script
    answer = page.request.get(page.url.split("/chat")[0] + str(href))
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["content-security-policy"]
    choose(page, "Foto of video", {"name": "dans.gif", "mimeType": "image/gif", "buffer": html})
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_text("Deze foto is beschadigd")).to_be_visible()
    expect(page).not_to_have_title("gekaapt")


def test_a_voice_message_is_recorded_sent_and_played(demo: Demo, devices: Devices) -> None:
    room = demo.member("clara").conversation("Spreek maar in", demo.member("jonas"))
    jonas = devices.open("jonas", "phone")
    theirs = jonas.go(f"/chat/{room}")
    page = devices.open("clara").go(f"/chat/{room}")
    page.get_by_role("button", name="Toevoegen", exact=True).click()
    page.get_by_role("menuitem", name="Spraakbericht").click()
    dialog = page.get_by_role("dialog", name="Spraakbericht opnemen")
    dialog.get_by_role("button", name="Opnemen").click()
    expect(dialog).to_contain_text("Bezig met opnemen, 0:02")
    dialog.get_by_role("button", name="Stoppen").click()
    expect(dialog.get_by_role("button", name="Versturen")).to_be_visible()
    page.keyboard.press("Escape")
    question = page.get_by_role("dialog", name="Sluiten en weggooien?")
    expect(question).to_contain_text("Wat je hebt opgenomen, gaat verloren.")
    question.get_by_role("button", name="Niet sluiten").click()
    dialog.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(own(page).get_by_role("button", name="Afspelen")).to_be_visible()
    play = theirs.get_by_role("button", name="Afspelen")
    expect(theirs.get_by_role("slider", name="Plaats in het spraakbericht")).to_be_visible()
    inspect(jonas, "voice")
    play.click()
    expect(theirs.get_by_role("button", name="Pauze")).to_be_visible()
    theirs.get_by_role("button", name="Snelheid 1 keer").click()
    expect(theirs.get_by_role("button", name="Snelheid 1.5 keer")).to_be_visible()
    expect(play).to_be_visible()
    [sent] = demo.member("jonas").call("message.history", conversation=room)["items"]
    assert 1.5 < sent["attachments"][0]["seconds"] < 20


def recording(seconds: int) -> bytes:
    """So many seconds of silence."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(16_000 * seconds))
    return written.getvalue()


def test_of_two_voice_messages_one_plays_at_a_time(demo: Demo, devices: Devices) -> None:
    clara = demo.member("clara")
    room = clara.conversation("Twee stemmen", demo.member("jonas"))
    page = devices.open("clara").go(f"/chat/{room}")
    # What is sent is measured only; what a browser plays must be sound.
    page.route("**/files/*", lambda route: route.fulfill(body=recording(20), content_type="audio/wav"))
    for name in ("sopraan.webm", "alt.webm"):
        where = f"/files?organisation={clara.organisation}&purpose=voice&name={name}"
        token = {"Authorization": f"Bearer {clara.token}"}
        sent = page.request.post(demo.url + where, data=webm(20), headers=token).json()["result"]
        clara.call("message.send", conversation=room, text=name, files=[sent["id"]])
    first, second = [page.locator("li.own", has_text=name) for name in ("sopraan.webm", "alt.webm")]
    first.get_by_role("button", name="Afspelen").click()
    expect(first.get_by_role("button", name="Pauze")).to_be_visible()
    second.get_by_role("button", name="Afspelen").click()
    expect(second.get_by_role("button", name="Pauze")).to_be_visible()
    expect(first.get_by_role("button", name="Afspelen")).to_be_visible()
    playing = "[...document.querySelectorAll('audio')].filter(({ paused }) => !paused).length"
    assert page.evaluate(playing) == 1
    first.get_by_role("button", name="Afspelen").click()
    expect(second.get_by_role("button", name="Afspelen")).to_be_visible()


def test_what_is_shared_while_one_looks_at_it_appears_and_is_counted(demo: Demo, devices: Devices) -> None:
    clara, jonas = demo.member("clara"), demo.member("jonas")
    room = clara.conversation("Werkgroep Decor", jonas)
    device = devices.open("clara", "phone", "dark").forgive(LOST_SERVER)
    page = device.go(f"/chat/{room}/shared")
    expect(page.get_by_role("button", name="Links 0")).to_be_visible()
    jonas.send(room, "Zo kan het ook: https://rietvink.example/decor/boom")
    expect(page.get_by_role("button", name="Links 1")).to_be_visible()
    jonas.call("poll.create", conversation=room, kind="choice", title="Welk decor?", options=OPTIONS)
    expect(page.get_by_role("button", name="Peilingen 1")).to_be_visible()
    page.get_by_role("button", name="Links 1").click()
    first = page.get_by_role("link", name="https://rietvink.example/decor/boom")
    expect(first).to_be_visible()
    jonas.send(room, "Of zo: https://rietvink.example/decor/zee")
    expect(page.get_by_role("link", name="https://rietvink.example/decor/zee")).to_be_visible()
    expect(first).to_be_visible()
    [*_, last] = jonas.call("message.history", conversation=room, limit=1)["items"]
    jonas.call("message.delete", message=last["id"])
    expect(page.get_by_role("button", name="Links 1")).to_be_visible()
    expect(page.get_by_role("link", name="https://rietvink.example/decor/zee")).to_have_count(0)

    page.get_by_role("link", name="Gesprek", exact=True).click()
    expect(device.message("Zo kan het ook")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("link", name="Gedeeld").click()
    expect(page.get_by_role("button", name="Opnieuw")).to_be_visible()
    expect(page.get_by_role("button", name="Links", exact=True)).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Opnieuw").click()
    expect(page.get_by_role("button", name="Links 1")).to_be_visible()
