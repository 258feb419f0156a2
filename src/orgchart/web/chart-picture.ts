import type { OrgElementShape } from '../contract.ts'
import type { Layout } from './chart-layout.ts'

type Words = { title: string; vacant: string; headless: string; people: (number: number) => string }

const margin = 32
const head = 56

const escaped = (text: string): string =>
  text
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')

/** Cut where the card ends: a picture has no ellipsis of its own. About seven pixels a letter. */
const fitting = (text: string, width: number): string => {
  const most = Math.floor(width / 7)
  const letters = [...text]
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text
}

/** The chart as it is drawn, as one SVG of its own: always light, since it is printed and pasted into documents. */
export function pictureOf(
  layout: Layout<OrgElementShape>,
  words: Words,
): { svg: string; width: number; height: number } {
  const width = layout.width + margin * 2
  const height = layout.height + head + margin
  const cards = layout.placed.map(({ branch: { element }, x, y, width: wide, height: high }) => {
    const { kind, lead, people, name } = element
    const who = lead?.name ?? (kind === 'department' ? words.headless : kind === 'position' ? words.vacant : '')
    const note = [who, people > 0 ? words.people(people) : ''].filter(Boolean).join(' · ')
    const isVacant = kind !== 'employee_group' && !lead
    return `<g transform="translate(${x} ${y})"><rect width="${wide}" height="${high}" rx="8" fill="#fff" stroke="${isVacant ? '#868e96' : '#ced4da'}"${isVacant ? ' stroke-dasharray="4 3"' : ''}/><rect width="4" height="${high - 16}" y="8" x="6" rx="2" fill="${colours[kind]}"/><text x="20" y="29" font-size="14" font-weight="600" fill="#1b1f24">${escaped(fitting(name, wide - 28))}</text><text x="20" y="49" font-size="12" fill="#57606a">${escaped(fitting(note, wide - 28))}</text></g>`
  })
  const lines = layout.edges.map(({ path }) => `<path d="${path}"/>`)
  return {
    width,
    height,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, 'Open Sans', 'Segoe UI', Arial, sans-serif"><rect width="100%" height="100%" fill="#fff"/><text x="${margin}" y="36" font-size="18" font-weight="600" fill="#1b1f24">${escaped(words.title)}</text><g transform="translate(${margin} ${head})"><g fill="none" stroke="#adb5bd" stroke-width="1.5">${lines.join('')}</g>${cards.join('')}</g></svg>`,
  }
}

const colours = { department: '#1c7ed6', position: '#2b8a3e', employee_group: '#e67700' }

/** Browsers refuse a canvas that is too large; a chart that would be is drawn less fine. */
const mostPixels = 60_000_000
const longestSide = 16_000

export async function paint({ svg, width, height }: ReturnType<typeof pictureOf>): Promise<HTMLCanvasElement> {
  const scale = Math.min(2, Math.sqrt(mostPixels / (width * height)), longestSide / width, longestSide / height)
  const image = new Image()
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    return canvas
  } finally {
    URL.revokeObjectURL(image.src)
  }
}

export const bytesOf = (canvas: HTMLCanvasElement, type: 'image/png' | 'image/jpeg'): Promise<Blob> =>
  new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('The browser could not draw this'))), type, 0.92),
  )
