import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'oxc-parser'
import { describe, expect, test } from 'vitest'

/**
 * The floors and arrows of the house. A folder without a line here is refused, so is a circle of any length, a barrel,
 * and an arrow that no import uses. Newcomers change this table in the commit that needs it, with a reason.
 */
const storeys: [floor: number, rooms: string][] = [
  [0, 'base'],
  [1, 'sql http jobs mail blobs ldap ui engine'],
  [2, 'access'],
  [3, 'operations'],
  [
    4,
    'company people signin providers directories orgchart groups grants licensing workspaces apps files pages portals processes tasks calendars notices audit',
  ],
  [5, 'main'],
]
const floors: Record<string, number> = Object.fromEntries(
  storeys.flatMap(([floor, rooms]) => rooms.split(' ').map((name) => [name, floor])),
)

/** What a concept may take from another one. */
const arrows: Record<string, string[]> = {
  orgchart: ['people'],
  workspaces: ['people', 'groups', 'orgchart'],
  groups: ['people', 'orgchart'],
  signin: [
    'people',
    'licensing',
    'directories',
    'providers',
    'groups',
    'portals',
    'orgchart',
    'tasks',
    'files',
    'workspaces',
    'notices',
  ],
  providers: ['portals'],
  directories: ['people', 'licensing', 'groups', 'signin'],
  grants: ['apps', 'groups', 'orgchart', 'people'],
  apps: ['workspaces', 'files', 'people'],
  notices: ['people', 'signin'],
  audit: ['people', 'groups'],
  portals: ['workspaces', 'pages', 'apps', 'files', 'processes', 'tasks'],
  calendars: ['people'],
  tasks: ['people', 'files', 'apps', 'calendars'],
  processes: ['workspaces', 'apps', 'tasks', 'engine', 'people', 'groups', 'orgchart', 'files'],
}

/** Machines that only some may use. */
const restricted: Record<string, (file: string) => boolean> = {
  engine: (file) => /^src\/(processes|main)\/|^src\/tasks\/(commands\/)?[a-z-]+\.ts$/.test(file),
  ui: (file) => /\/(web|portal)\//.test(file),
  http: (file) => /^src\/main\/|\/routes\.ts$/.test(file),
}

type Import = { from: string; to: string; fromRoom: string; toRoom: string; typeOnly: boolean }

const root = resolve(import.meta.dirname, '..')
const files = walk(join(root, 'src')).map((file) => relative(root, file))
const sources = files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
const imports = sources.flatMap(importsOf)
const production = imports.filter(({ from }) => !isTest(from))

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file)
}

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? walk(path) : [path]
  })
}

function room(file: string): string {
  return file.split('/')[1] ?? ''
}

function importsOf(from: string): Import[] {
  const { module } = parseSync(from, readFileSync(join(root, from), 'utf8'))
  const named = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      name: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest ? [{ name: moduleRequest.value, typeOnly: isType }] : [],
      ),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest }) => {
      const text = readFileSync(join(root, from), 'utf8').slice(moduleRequest.start, moduleRequest.end)
      return /^['"]/.test(text) ? [{ name: text.slice(1, -1), typeOnly: false }] : []
    }),
  ]
  return named.flatMap(({ name, typeOnly }) => {
    if (!name.startsWith('.')) return []
    const to = relative(root, resolve(root, dirname(from), name))
    return [{ from, to, fromRoom: room(from), toRoom: room(to), typeOnly }]
  })
}

/** What a browser has fetched when the program of a side begins: static imports of values, and theirs. */
function firstLoad(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry) || !/\.tsx?$/.test(entry)) return seen
  seen.add(entry)
  const { module } = parseSync(entry, readFileSync(join(root, entry), 'utf8'))
  for (const { moduleRequest, entries } of module.staticImports) {
    const isType = entries.length > 0 && entries.every((one) => one.isType)
    if (!isType && moduleRequest.value.startsWith('.'))
      firstLoad(relative(root, resolve(root, dirname(entry), moduleRequest.value)), seen)
  }
  return seen
}

const shown = ({ from, to }: Import) => `${from} → ${to}`

describe('the floors', () => {
  test('every folder of src has a floor', () => {
    const folders = readdirSync(join(root, 'src')).filter((name) => statSync(join(root, 'src', name)).isDirectory())
    expect(folders.filter((folder) => floors[folder] === undefined)).toEqual([])
    expect(folders.length).toBeLessThanOrEqual(33)
  })

  test('nothing imports a higher floor', () => {
    const upward = production.filter(
      ({ fromRoom, toRoom, to }) => to.startsWith('src/') && floors[fromRoom]! < floors[toRoom]!,
    )
    expect(upward.map(shown)).toEqual([])
  })

  test('machines and base do not know one another, but for SQL and the queue', () => {
    const sideways = production.filter(
      ({ fromRoom, toRoom }) =>
        fromRoom !== toRoom &&
        floors[fromRoom] === 1 &&
        floors[toRoom] === 1 &&
        !(toRoom === 'sql' || (fromRoom === 'mail' && toRoom === 'jobs')),
    )
    expect(sideways.map(shown)).toEqual([])
  })

  test('engine, ui and http are taken only where they are named', () => {
    const strays = production.filter(
      ({ from, fromRoom, toRoom }) => fromRoom !== toRoom && restricted[toRoom] && !restricted[toRoom]!(from),
    )
    expect(strays.map(shown)).toEqual([])
  })
})

describe('the arrows between concepts', () => {
  const between = production.filter(
    ({ fromRoom, toRoom }) => floors[fromRoom] === 4 && floors[toRoom] === 4 && fromRoom !== toRoom,
  )

  test('each stands in the table', () => {
    const unknown = between.filter(({ fromRoom, toRoom }) => !arrows[fromRoom]?.includes(toRoom))
    expect(unknown.map(shown)).toEqual([])
  })

  test('none stands there unused', () => {
    const used = new Set(production.map(({ fromRoom, toRoom }) => `${fromRoom} → ${toRoom}`))
    const unused = Object.entries(arrows).flatMap(([from, targets]) =>
      targets.map((to) => `${from} → ${to}`).filter((arrow) => !used.has(arrow)),
    )
    expect(unused).toEqual([])
  })

  test('a concept gives its contract, commands and queries, never its SQL; screens take screens of their own side', () => {
    const door = /^src\/[a-z]+\/(contract\.ts|contract-[a-z-]+\.ts|commands\/|queries\/)/
    const improper = between.filter(({ from, to }) => {
      if (/\/portal\//.test(from)) return !(door.test(to) || /^src\/[a-z]+\/portal\//.test(to))
      if (/\/web\//.test(from)) return !(door.test(to) || /^src\/[a-z]+\/(web|portal)\//.test(to))
      return !door.test(to)
    })
    expect(improper.map(shown)).toEqual([])
  })

  test('nothing for employees is shipped to the outside: portal never imports web', () => {
    const leaks = production.filter(({ from, to }) => /\/portal\//.test(from) && /\/web\//.test(to))
    expect(leaks.map(shown)).toEqual([])
  })
})

describe('the first load', () => {
  test.each(['web', 'portal'])('of the side “%s” carries addresses, no schemas (decision 29)', (side) => {
    const reached = [...firstLoad(`src/main/${side}/main.tsx`)]
    expect(reached.length).toBeGreaterThan(30)
    expect(reached.filter((file) => /\/contract[^/]*\.ts$|-contract\.ts$|base\/wire\.ts$/.test(file))).toEqual([])
  })
})

describe('the shape', () => {
  test('there are no circles, types included', () => {
    const graph = Map.groupBy(production, ({ from }) => from)
    const state = new Map<string, 'open' | 'done'>()
    const circles: string[] = []
    const visit = (file: string, path: string[]) => {
      if (state.get(file) === 'done') return
      if (state.get(file) === 'open') {
        circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
        return
      }
      state.set(file, 'open')
      for (const { to } of graph.get(file) ?? []) visit(to, [...path, file])
      state.set(file, 'done')
    }
    for (const file of sources) visit(file, [])
    expect(circles).toEqual([])
  })

  test('there are no barrels', () => {
    expect(sources.filter((file) => /\/index\.tsx?$/.test(file))).toEqual([])
  })

  test('folders are at most three deep below src', () => {
    expect(sources.filter((file) => dirname(file).split('/').length - 1 > 3)).toEqual([])
  })

  test('imports climb at most two folders', () => {
    const climbing = production.filter(({ from, to }) => relative(dirname(from), to).startsWith('../../../'))
    expect(climbing.map(shown)).toEqual([])
  })

  test('no drawer has a name that says nothing', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|shared|misc|lib|core)(\.|\/)/.test(file))).toEqual([])
  })
})
