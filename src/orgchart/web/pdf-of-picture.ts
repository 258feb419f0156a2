/**
 * A PDF of one page with one picture on it, as large as the picture (PDF 1.7, ISO 32000-1 7.5: header, objects, cross
 * references, trailer). A library for this would be larger than the rest of the page it serves; none of the fonts every
 * reader has knows Cyrillic, so the words are drawn and not written.
 */
export function pdfOfPicture(
  jpeg: Uint8Array,
  pixels: { width: number; height: number },
  page: { width: number; height: number },
): Blob {
  // Readers know pages of at most 14,400 units (ISO 32000-1, Annex C).
  const scale = Math.min(0.75, 14_400 / page.width, 14_400 / page.height)
  const [width, height] = [Math.round(page.width * scale), Math.round(page.height * scale)]
  const drawing = `q ${width} 0 0 ${height} 0 0 cm /Picture Do Q`
  const objects: (string | Uint8Array)[][] = [
    ['<< /Type /Catalog /Pages 2 0 R >>'],
    ['<< /Type /Pages /Kids [3 0 R] /Count 1 >>'],
    [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 4 0 R /Resources << /XObject << /Picture 5 0 R >> >> >>`,
    ],
    [`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`],
    [
      `<< /Type /XObject /Subtype /Image /Width ${pixels.width} /Height ${pixels.height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`,
      jpeg,
      '\nendstream',
    ],
  ]
  const parts: (string | Uint8Array)[] = []
  let length = 0
  const add = (part: string | Uint8Array): void => {
    parts.push(part)
    length += part.length
  }
  add('%PDF-1.7\n')
  const places = objects.map((body, at) => {
    const place = length
    for (const part of [`${at + 1} 0 obj\n`, ...body, '\nendobj\n']) add(part)
    return place
  })
  const start = length
  add(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`)
  for (const place of places) add(`${String(place).padStart(10, '0')} 00000 n \n`)
  add(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`)
  return new Blob(parts as BlobPart[], { type: 'application/pdf' })
}
