/** The names of the `:parameters` in an address: `/groups/:group` → `'group'`. */
export type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

/** What must be given to write the address: `{ group: string }`, or nothing when the path has no parameters. */
export type ParamsOf<Path extends string> = { [Name in ParamNames<Path>]: string }

export type Search = Record<string, string | undefined>

/** An address of a screen. Called with its parameters it gives the address; `title` is an English sentence to translate. */
export type Link<Path extends string = string> = {
  readonly path: Path
  readonly title: string
  (
    ...given: [ParamNames<Path>] extends [never]
      ? [params?: Record<string, never>, search?: Search]
      : [params: ParamsOf<Path>, search?: Search]
  ): string
}

/** Declares one address: `link('/groups/:group', 'Group')({ group: id }, { tab: 'members' })` → `/groups/…?tab=members`. */
export function link<const Path extends string>(path: Path, title: string): Link<Path> {
  const write = (params: Record<string, string> = {}, search: Search = {}): string => {
    const address = path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
    const given = Object.entries(search).filter((pair): pair is [string, string] => pair[1] !== undefined)
    return given.length === 0 ? address : `${address}?${new URLSearchParams(given)}`
  }
  return Object.assign(write, { path, title }) as unknown as Link<Path>
}
