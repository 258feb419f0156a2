export const xmlFile = (xml: string): Blob => new Blob([xml], { type: 'application/xml' })
export const svgFile = (svg: string): Blob => new Blob([svg], { type: 'image/svg+xml' })

/** The picture in dots, twice as fine as on the screen, on white. */
export async function pngFile(svg: string): Promise<Blob> {
  const image = new Image()
  // A data address, because a canvas refuses to give back what came from a blob with foreign objects in some browsers.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(image.width * 2)
  canvas.height = Math.ceil(image.height * 2)
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('Expected a canvas to draw the picture on, found none.')
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('Expected a picture, found that it is too large to draw.'))),
      'image/png',
    )
  })
}

/** Asks for a file of this computer; undefined when none was chosen. */
export const chooseFile = (accept: string): Promise<File | undefined> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = accept
    input.addEventListener('change', () => resolve(input.files?.[0]))
    input.addEventListener('cancel', () => resolve(undefined))
    input.click()
  })
