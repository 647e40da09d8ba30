"""The shop in a real Chromium: an order placed on the page is seen to be shipped, on both gateways.

    shop_test.py DEMO_JSON TOKEN SCREENSHOT_FOLDER
"""

import json
import sys

from webdriver import Browser

STATUS = "return [...document.querySelectorAll('.order')].map((order) => order.dataset.status)"


def check(claim, holds):
    if not holds:
        raise AssertionError(claim)
    print("ok:", claim)


def place(browser, sku, card):
    browser.wait(f"the catalogue shows {sku}", f"return document.querySelector('.card[data-sku=\"{sku}\"]') !== null")
    browser.click(f'.card[data-sku="{sku}"] button')
    browser.run("document.getElementById('card').value = arguments[0]", card)
    browser.click("#place")


def newest_becomes(browser, orders, status):
    browser.wait(f"{orders} orders, the newest {status}",
                 "const all = [...document.querySelectorAll('.order')]; return all.length === arguments[0] && all[0].dataset.status === arguments[1]",
                 orders, status)
    print(f"ok: order {orders} is {status}")


def main(demo_path, token, folder):
    demo = json.load(open(demo_path))
    urls = [gateway["url"] for gateway in demo["gateways"]]
    ports = ",".join(url.rsplit(":", 1)[1] for url in urls)
    with Browser() as here, Browser() as there:
        here.open(f"{urls[0]}/#token={token}&gateways={ports}")
        there.open(f"{urls[1]}/#token={token}&gateways={ports}")
        for browser in (here, there):
            browser.wait("the page is connected", "return document.getElementById('state').dataset.state === 'connected'")
        before = len(here.run(STATUS))

        place(here, "A-1", "4242 4242 4242 4242")
        newest_becomes(here, before + 1, "shipped")
        newest_becomes(there, before + 1, "shipped")

        place(there, "B-7", "4242 4242 4242 0000")
        newest_becomes(there, before + 2, "declined")
        newest_becomes(here, before + 2, "declined")

        check("frames are listed", here.run("return document.querySelectorAll('#wire li').length") > 5)
        here.click("#wire summary")
        check("a frame opens", '"jsonrpc"' in here.run("return document.querySelector('#wire details[open] pre').innerText"))
        check("the other gateway is one click away", here.run("return document.querySelectorAll('#gateways a').length") == len(urls))
        for browser, name in ((here, "shop-gateway-a.png"), (there, "shop-gateway-b.png")):
            browser.screenshot(f"{folder}/{name}")
            check("the console has no errors", browser.complaints() == [])
    print(f"screenshots in {folder}")


if __name__ == "__main__":
    main(*sys.argv[1:])
