/** One way to narrow a list. */
export type Filter = {
  name: string
  label: string
  options: readonly { value: string; label: string }[]
  /** Seldom needed: behind “More filters”. */
  more?: boolean
}
