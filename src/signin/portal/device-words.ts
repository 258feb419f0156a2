/** Order matters: Edge and Opera call themselves Chrome too, Chrome calls itself Safari. */
const browsers: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bYaBrowser\//, 'Yandex Browser'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Headless)?(Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

const first = (known: [RegExp, string][], text: string): string | undefined =>
  known.find(([sign]) => sign.test(text))?.[1]

/** What a User-Agent says of a device, enough for its owner to know it again. */
export const deviceWords = (userAgent: string) => ({
  browser: first(browsers, userAgent),
  system: first(systems, userAgent),
  isPhone: /\b(iPhone|Android)\b/.test(userAgent),
})
