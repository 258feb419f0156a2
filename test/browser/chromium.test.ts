import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openProfile } from './chromium.ts'

describe('the browser of the tests', () => {
  let browser: Browser
  let origin: string
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    if (!request.headers.cookie) response.setHeader('set-cookie', 'seen=1; HttpOnly; SameSite=Lax')
    response.end(
      `<p id="seen">${request.headers.cookie ?? 'new'}</p><span id="a">Заявка</span><span id="b">□□□□□□</span>`,
    )
  })
  beforeAll(async () => {
    browser = await launchBrowser()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    await browser?.close()
    server.close()
  })

  it('keeps two profiles apart', async () => {
    const [one, other] = [await openProfile(browser), await openProfile(browser)]
    const page = await one.newPage()
    await page.goto(origin)
    await page.reload()
    expect(await page.locator('#seen').textContent()).toBe('seen=1')
    const stranger = await other.newPage()
    await stranger.goto(origin)
    expect(await stranger.locator('#seen').textContent()).toBe('new')
    await Promise.all([one.close(), other.close()])
  })

  it('speaks English and keeps to UTC on every machine', async () => {
    const profile = await openProfile(browser)
    const page = await profile.newPage()
    await page.goto(origin)
    expect(await page.evaluate('[navigator.language, new Date().getTimezoneOffset()]')).toEqual(['en-US', 0])
    await profile.close()
  })

  it('has letters for Russian, not boxes', async () => {
    const profile = await openProfile(browser)
    const page = await profile.newPage()
    await page.goto(origin)
    // Letters missing in the font are drawn as boxes of one width; real letters differ in width.
    const widths = await page.evaluate<number[]>(
      `[...'Жильф'].map((letter) => { const c = document.createElement('canvas').getContext('2d'); c.font = '40px sans-serif'; return c.measureText(letter).width })`,
    )
    expect(new Set(widths).size).toBeGreaterThan(3)
    await profile.close()
  })

  it('holds to the same-origin policy, which the tests of cookies and CSP stand on', async () => {
    const profile = await openProfile(browser)
    const page = await profile.newPage()
    await page.goto(origin)
    const other = origin.replace('127.0.0.1', 'localhost')
    expect(await page.evaluate(`fetch('${other}').then(() => 'read', () => 'refused')`)).toBe('refused')
    await profile.close()
  })
})
