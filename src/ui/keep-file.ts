/** Gives the browser a file to keep. */
export function keepFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has its own hold on the content once the click was taken.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
