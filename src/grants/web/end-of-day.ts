/** The last moment of a day where the browser is, as it is sent; null: never. */
export const endOfDay = (day: string | undefined): string | null =>
  day ? new Date(`${day}T23:59:59`).toISOString() : null

/** The day a moment falls on where the browser is. */
export function dayOf(moment: Date | null): string | undefined {
  if (!moment) return undefined
  const two = (n: number) => String(n).padStart(2, '0')
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
}
