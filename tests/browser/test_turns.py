"""What is drawn later than the first screen moves nothing that is seen."""

from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.devices import Device, Devices
from tests.browser.test_conversation import BARS, long_conversation

# An observer that is asked in each frame tells where the element is painted, after whatever corrects its place.
WATCH = """(() => {
  const seen = (window.seen = { rows: [], tops: [], shift: 0 });
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) seen.shift += value;
  }).observe({ type: "layout-shift", buffered: true });
  function painted([{ target, boundingClientRect }], observer) {
    observer.disconnect();
    if (getComputedStyle(target).visibility !== "visible") return;
    seen.tops.push(Math.round(boundingClientRect.top));
  }
  requestAnimationFrame(function frame() {
    const element = document.querySelector("WATCHED");
    if (element) {
      new IntersectionObserver(painted).observe(element);
      seen.rows.push(document.querySelectorAll("li[data-seq]").length);
    }
    const lately = seen.rows.slice(-STILL);
    document.documentElement.toggleAttribute("data-still", lately.length === STILL && new Set(lately).size === 1);
    requestAnimationFrame(frame);
  });
})()"""
STILL = 30
UNREAD = 25
# Less than one pixel of a whole screen; the words of who read something are longer than those that they replace.
HARDLY = 0.001


def opened(device: Device, path: str, watched: str, *, slowly: int) -> Page:
    """A page that is watched from its first frame until it stays as it is."""
    page = device.page
    page.add_init_script(WATCH.replace("WATCHED", watched).replace("STILL", str(STILL)))
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowly})
    device.go(path)
    expect(page.locator("html[data-still]")).to_be_attached()
    return page


def test_a_conversation_is_drawn_in_turns_the_newest_first_and_nothing_moves(demo: Demo, devices: Devices) -> None:
    room = long_conversation(demo)
    page = opened(devices.open("clara", "phone"), f"/chat/{room}", f"[data-seq='{BARS}']", slowly=4)
    rows, tops = page.evaluate("[seen.rows, seen.tops]")
    assert rows[0] < rows[-1], "not all in the first frame"
    assert len(set(tops)) == 1, tops
    assert page.evaluate("seen.shift") < HARDLY


def test_the_unread_line_stays_in_its_place_while_rows_come_above_it(demo: Demo, devices: Devices) -> None:
    room = long_conversation(demo)
    demo.member("jonas").send(
        room, *(f"Vraag {at}: wie brengt de partituren mee, en wie neemt de pupiters?" for at in range(UNREAD))
    )
    page = opened(devices.open("clara", "phone"), f"/chat/{room}", "[data-unread]", slowly=4)
    expect(page.locator("[data-unread]")).to_have_text(f"{UNREAD} ongelezen berichten")
    expect(page.locator("[data-unread]")).to_be_in_viewport()
    tops = page.evaluate("seen.tops")
    assert max(tops) - min(tops) <= 1, tops


def test_a_message_of_an_address_is_in_view_with_what_stands_around_it(demo: Demo, devices: Devices) -> None:
    room = long_conversation(demo)
    page = opened(devices.open("clara", "phone"), f"/chat/{room}/m/40", "[data-seq='40']", slowly=4)
    expect(page.locator("[data-seq='40']")).to_be_in_viewport()
    for near in ("39", "41"):
        expect(page.locator(f"[data-seq='{near}']")).to_be_attached()
    tops = page.evaluate("seen.tops")
    assert max(tops[1:]) - min(tops[1:]) <= 1, tops


def test_settings_and_ones_own_details_are_drawn_in_turns_and_nothing_moves(demo: Demo, devices: Devices) -> None:
    for path, first, last in (("/settings", "Weergave", "Account"), ("/me", "Mijn gegevens", "Je verenigingen")):
        page = opened(devices.open("clara", "phone"), path, "h1", slowly=4)
        expect(page.get_by_role("heading", name=first, exact=True).first).to_be_visible()
        expect(page.get_by_role("heading", name=last, exact=True)).to_be_visible()
        assert page.evaluate("seen.shift") < HARDLY, path
