import { decide } from '../access/decide.ts'
import type { Actor } from '../access/actor.ts'
import type { AppId, FileId, ProcessId } from '../base/ids.ts'
import type { PageContent, WidgetShape } from '../pages/contract.ts'
import { type Exposure, exposuresOf } from '../pages/contract-widgets.ts'
import type { Db } from '../sql/database.ts'
import type { ExposureShape, WidgetProblem } from './contract.ts'
import { type GivenExposure, type Named, nameThings } from './exposure.sql.ts'

export type Opened = { exposures: GivenExposure[]; problems: WidgetProblem[]; names: Map<string, string> }

/**
 * What publishing this content opens, and what keeps it from being opened: things that are not there, not ready, or not
 * the publisher's to give (access.md rule 7). Asked of the same rules as everything else.
 */
export async function openedBy(db: Db, actor: Actor, content: PageContent): Promise<Opened> {
  const widgets = [...content.widgets, ...Object.values(content.areas ?? {}).flatMap((area) => area ?? [])]
  const asked = widgets.flatMap((widget) => exposuresOf(widget).map((exposure) => ({ widget, exposure })))
  const named = await nameThings(
    db,
    asked.map(({ exposure }) => exposure),
  )
  const things = new Map(named.map((thing) => [thing.id, thing]))
  const problems: WidgetProblem[] = []
  const given: GivenExposure[] = []
  for (const { widget, exposure } of asked) {
    const thing = things.get(exposure.id)
    const fault =
      thing && (await mayGive(db, actor, exposure))
        ? faultOf(thing, widget)
        : `${missing[exposure.kind]} Choose another.`
    if (fault) problems.push({ widget: widget.id, type: widget.type, kind: 'settings', message: fault })
    else given.push({ ...exposure, fields: fieldsOf(thing!, widget) })
  }
  return {
    exposures: merge(given),
    problems,
    names: new Map(named.map(({ id, name }) => [id, name])),
  }
}

const missing = {
  app: 'Expected an app that is there and that you may open to others.',
  process: 'Expected a process that is there and that you may open to others.',
  file: 'Expected a picture that is there and that you may open to others.',
} as const

const unusable = {
  app: 'does not take items yet. Publish its fields first.',
  process: 'is not published yet. Publish it first.',
  file: 'is not a picture uploaded for this page.',
} as const

function faultOf(thing: Named, widget: WidgetShape): string | undefined {
  if (!thing.usable) return `“${thing.name}” ${unusable[thing.kind]}`
  const unknown = chosenFields(widget).find((code) => !thing.fields?.includes(code))
  return unknown ? `“${thing.name}” has no field “${unknown}”. Choose its columns again.` : undefined
}

/** Fields that exist on every item and belong to no app. */
const everyItemHas = ['title', 'created_at', 'created_by', 'updated_at']

function chosenFields({ settings }: WidgetShape): string[] {
  const { columns, sortBy, prefillField } = settings as { columns?: string[]; sortBy?: string; prefillField?: string }
  return [...(columns ?? []), sortBy, prefillField].filter(
    (code): code is string => Boolean(code) && !everyItemHas.includes(code!),
  )
}

/**
 * The fields of an app that its items show outside: the columns of a list, or, where items are opened or made, all that
 * are there now. A field added later is not among them until the page is published again (AT-081).
 */
function fieldsOf(thing: Named, widget: WidgetShape): string[] | null {
  if (thing.kind !== 'app') return null
  const columnsOnly = widget.type === 'item_list' && widget.settings['openItem'] === false
  return columnsOnly ? chosenFields(widget) : (thing.fields ?? [])
}

async function mayGive(db: Db, actor: Actor, { kind, id }: Exposure): Promise<boolean> {
  const decision =
    kind === 'app'
      ? await decide(db, actor, 'app.configure', { kind, id: id as AppId })
      : kind === 'process'
        ? await decide(db, actor, 'process.configure', { kind, id: id as ProcessId })
        : await decide(db, actor, 'file.view', { kind, id: id as FileId })
  return decision.allowed
}

const keyOf = ({ kind, id, narrowedTo }: Exposure): string => `${kind} ${id} ${narrowedTo}`

/** One exposure for each thing and part of it: two lists of one app are one door. */
function merge(exposures: GivenExposure[]): GivenExposure[] {
  const merged = new Map<string, GivenExposure>()
  for (const exposure of exposures) {
    const known = merged.get(keyOf(exposure))
    const union = <T>(one: T[], other: T[]) => [...new Set([...one, ...other])].sort()
    merged.set(
      keyOf(exposure),
      known
        ? {
            ...known,
            rights: union(known.rights, exposure.rights),
            fields: known.fields && exposure.fields && union(known.fields, exposure.fields),
          }
        : exposure,
    )
  }
  return [...merged.values()]
}

type Diff = { gives: ExposureShape[]; takes: ExposureShape[]; keeps: ExposureShape[] }

/** What publishing changes: each right on each thing is given, taken or kept. */
export function compare(before: GivenExposure[], after: GivenExposure[], names: Map<string, string>): Diff {
  const shape = (exposure: Exposure, rights: Exposure['rights']): ExposureShape[] =>
    rights.length === 0
      ? []
      : [
          {
            resource: { kind: exposure.kind, id: exposure.id, name: names.get(exposure.id) ?? '' },
            rights,
            narrowedTo: exposure.narrowedTo,
          },
        ]
  const rightsIn = (list: GivenExposure[], exposure: Exposure) =>
    list.find((other) => keyOf(other) === keyOf(exposure))?.rights ?? []
  return {
    gives: after.flatMap((e) =>
      shape(
        e,
        e.rights.filter((right) => !rightsIn(before, e).includes(right)),
      ),
    ),
    takes: before.flatMap((e) =>
      shape(
        e,
        e.rights.filter((right) => !rightsIn(after, e).includes(right)),
      ),
    ),
    keeps: after.flatMap((e) =>
      shape(
        e,
        e.rights.filter((right) => rightsIn(before, e).includes(right)),
      ),
    ),
  }
}
