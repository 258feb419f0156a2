/** Contrast of a colour with the white text that stands on it (WCAG 2.2, success criterion 1.4.3, level AA). */
const needed = 4.5

type Rgb = [number, number, number]

const readHex = (color: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as Rgb

const writeHex = (rgb: Rgb): string => `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`

/** Relative luminance, 0 (black) to 1 (white), of an sRGB colour. */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

export const contrastWithWhite = (color: string): number => 1.05 / (luminance(readHex(color)) + 0.05)

export const isReadable = (color: string): boolean => contrastWithWhite(color) >= needed

/** The lightest shade of the same hue that passes: all three parts are scaled down together. */
export function nearestReadable(color: string): string {
  const rgb = readHex(color)
  for (let percent = 100; percent > 0; percent -= 1) {
    const darker = writeHex(rgb.map((part) => Math.floor((part * percent) / 100)) as Rgb)
    if (isReadable(darker)) return darker
  }
  return '#000000'
}
