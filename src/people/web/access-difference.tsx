import type { AccessDifference, MovedThing } from '../../access/difference-shape.ts'
import { Callout } from '../../ui/callout.tsx'
import { type Translate, useText } from '../../ui/language.ts'
import { Stack, Text } from '../../ui/layout.tsx'

const rightWords: Record<string, string> = {
  view: 'see',
  create: 'create',
  edit: 'change',
  delete: 'delete',
  assign: 'assign',
  manage_processes: 'manage processes',
  export: 'export',
  import: 'import',
  full: 'everything',
  start: 'start',
  administer: 'administer',
}

export const rightsText = (rights: readonly string[], t: Translate): string =>
  rights.map((right) => t(rightWords[right] ?? right)).join(', ')

function thingText({ kind, name, rights, narrowedTo }: MovedThing, t: Translate): string {
  if (kind === 'administration') return t('Administration: everything, everywhere')
  if (kind === 'tasks') return t('{{count}} open tasks to take', { count: Number(name) })
  if (kind === 'portal') return t('The portal “{{name}}”', { name })
  if (rights[0] === 'see') return t('“{{name}}” in the menu', { name })
  const what = kind === 'item' ? t('One item of “{{name}}”', { name }) : t('“{{name}}”', { name })
  const narrowed = {
    all: '',
    author: ` (${t('only what they wrote themselves')})`,
    organization: ` (${t('only what their organization wrote')})`,
  }
  return `${what}: ${rightsText(rights, t)}${narrowed[narrowedTo]}`
}

/** People by name, those from outside first, as the server sent them. */
function People({ side }: { side: AccessDifference['gains'] }) {
  const t = useText()
  const names = side.sample.map(({ name, kind }) =>
    kind === 'external' ? t('{{name}} (from outside)', { name }) : name,
  )
  const more = side.people - side.sample.length
  return (
    <Text small>
      {names.join(', ')}
      {more > 0 && ` ${t('and {{count}} more', { count: more })}`}
    </Text>
  )
}

function Side({ side, title }: { side: AccessDifference['gains']; title: string }) {
  const t = useText()
  if (side.people === 0) return null
  return (
    <Callout kind="warning" title={title}>
      <Stack gap="xs">
        {side.outsiders > 0 && (
          <Text strong>{t('Of them {{count}} people are from outside the company.', { count: side.outsiders })}</Text>
        )}
        <ul style={{ margin: 0, paddingInlineStart: '1.2em' }}>
          {side.things.map((thing) => (
            <li key={`${thing.kind} ${thing.id} ${thing.rights.join()} ${thing.narrowedTo}`}>
              {thingText(thing, t)}
              {thing.people < side.people && ` – ${t('{{count}} people', { count: thing.people })}`}
            </li>
          ))}
        </ul>
        <People side={side} />
      </Stack>
    </Callout>
  )
}

/** Who gains and who loses what, before a change is saved: the same for groups, org chart and portals. */
export function DifferenceView({ difference: { moved, gains, loses } }: { difference: AccessDifference }) {
  const t = useText()
  return (
    <Stack gap="sm">
      <Side side={gains} title={t('{{count}} people will gain', { count: gains.people })} />
      <Side side={loses} title={t('{{count}} people will lose', { count: loses.people })} />
      {gains.people + loses.people === 0 && (
        <Callout>
          {moved === 0
            ? t('Nobody’s membership changes.')
            : t('The membership of {{count}} people changes. Nobody gains or loses any right by it.', { count: moved })}
        </Callout>
      )}
    </Stack>
  )
}
