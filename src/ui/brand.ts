import type { MantineColorsTuple, MantineThemeOverride } from '@mantine/core'

const channels = (hex: string): [number, number, number] =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number]

const mix = (hex: string, other: number, share: number): string =>
  `#${channels(hex)
    .map((channel) =>
      Math.round(channel * (1 - share) + other * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`

/** How bright a colour is to the eye, 0 to 1 (WCAG 2.2, relative luminance). */
const luminance = (hex: string): number => {
  const [red, green, blue] = channels(hex).map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, 1.4.3). */
export const contrast = (one: string, other: string): number => {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const isHex = (text: string | undefined): text is string => text !== undefined && /^#[0-9a-f]{6}$/i.test(text)

/** The colour itself when white text stands on it at 4.5:1, else the nearest darker shade of it that carries text. */
export function readable(hex: string): string {
  for (let share = 0; share < 1; share += 0.04) {
    const shade = mix(hex, 0, share)
    if (contrast(shade, '#ffffff') >= 4.5) return shade
  }
  return '#000000'
}

/** A theme made from one brand colour (`#rrggbb`): its tints become the scale. Anything else leaves Portico's own look. */
export function brandTheme(color: string | undefined): MantineThemeOverride | undefined {
  if (!isHex(color)) return undefined
  const base = readable(color)
  const tints = [0.93, 0.86, 0.72, 0.6, 0.5, 0.36, 0.24, 0.14, 0.06, 0]
  return {
    primaryColor: 'brand',
    colors: { brand: tints.map((share) => mix(base, 255, share)) as unknown as MantineColorsTuple },
  }
}
