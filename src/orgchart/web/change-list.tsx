import { type Translate, useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { OrgChangeShape } from '../contract-draft.ts'

type Side = NonNullable<OrgChangeShape['before']>

/** What became of an element that stays, in half sentences. */
function keptWords(before: Side, after: Side, lead: string, t: Translate): (string | false)[] {
  const nobody = t('nobody')
  const isMoved = before.parent !== after.parent
  return [
    before.name !== after.name && t('was called “{{name}}”', { name: before.name }),
    isMoved && t('moves from “{{from}}” to “{{to}}”', { from: before.parent ?? '–', to: after.parent ?? '–' }),
    before.lead !== after.lead &&
      `${lead}: ${t('{{from}}, then {{to}}', { from: before.lead ?? nobody, to: after.lead ?? nobody })}`,
    !isMoved && before.sort !== after.sort && t('stands elsewhere among its neighbours'),
  ]
}

const newWords = (after: Side, lead: string, t: Translate): (string | false)[] => [
  after.parent !== null && t('below “{{to}}”', { to: after.parent }),
  after.lead !== null && `${lead}: ${after.lead}`,
]

function detailsOf(
  { before, after, joined, left, joinedCount, leftCount, kind }: OrgChangeShape,
  t: Translate,
): string[] {
  const names = (some: string[], count: number) =>
    count > some.length
      ? t('{{names}} and {{number}} more', { names: some.join(', '), number: count - some.length })
      : some.join(', ')
  const lead = kind === 'department' ? t('Head') : t('Holder')
  return [
    ...(before && after ? keptWords(before, after, lead, t) : []),
    ...(!before && after ? newWords(after, lead, t) : []),
    joinedCount > 0 && t('joins: {{names}}', { names: names(joined, joinedCount) }),
    leftCount > 0 && t('leaves: {{names}}', { names: names(left, leftCount) }),
  ].filter((words) => words !== false)
}

function Change({ change }: { change: OrgChangeShape }) {
  const t = useText()
  const { before, after, name, by } = change
  return (
    <div>
      <Row gap="xs">
        <Text strong>{name || t('Unnamed')}</Text>
        {!before && <StatusBadge tone="good">{t('New')}</StatusBadge>}
        {!after && <StatusBadge tone="bad">{t('Goes')}</StatusBadge>}
        {by && (
          <Text small quiet>
            {by}
          </Text>
        )}
      </Row>
      {detailsOf(change, t).map((text) => (
        <Text key={text} small quiet>
          {text}
        </Text>
      ))}
    </div>
  )
}

/** A difference between two charts, element by element. */
export function ChangeList({ changes, total }: { changes: readonly OrgChangeShape[]; total: number }) {
  const t = useText()
  return (
    <Stack gap="sm">
      {changes.map((change) => (
        <Change key={change.element} change={change} />
      ))}
      {total > changes.length && <Text quiet>{t('and {{number}} more', { number: total - changes.length })}</Text>}
    </Stack>
  )
}
