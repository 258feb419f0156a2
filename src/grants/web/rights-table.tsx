import { IconBuilding, IconPencil, IconSitemap, IconTrash, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import type { AppShape } from '../../apps/contract.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { IconButton } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { useFormat } from '../../ui/format.ts'
import { useText } from '../../ui/language.ts'
import { Row, Text } from '../../ui/layout.tsx'
import { useCommand } from '../../ui/queries.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { GrantRow } from '../contract.ts'
import { ChangeDialog } from './change-dialog.tsx'
import type { RightsPlace } from './place.ts'
import { kindName, narrowingText, rightName } from './right-names.ts'

const icons = { group: IconUsersGroup, org_element: IconSitemap, organization: IconBuilding }

/** One row: who, what, for which items, how long, by whom. */
type RowProps = { place: RightsPlace; fields: AppShape['fields']; row: GrantRow; onChange: () => void }

function RightsRow({ place, fields, row, onChange }: RowProps) {
  const t = useText()
  const { date } = useFormat()
  const take = useCommand(place.take, {
    done: t('The rights are taken away.'),
    invalidates: [place.list],
  })
  const ask = async () => {
    const wanted = await confirm({
      title: t('Take the rights from {{name}}?', { name: row.to.name }),
      text: t('It counts from the next click on. That they were given stays in the history.'),
      action: t('Take them away'),
      danger: true,
    })
    if (wanted) take.run({ ...place.at, grant: row.id })
  }
  const Icon = row.to.kind === 'user' ? undefined : icons[row.to.kind]
  const fieldName = fields.find(({ code }) => code === row.field)?.name
  const facts = [
    kindName(row, t),
    !row.isOwn && t('from “{{place}}”', { place: row.from.name }),
    row.page && t('from the portal page “{{page}}”', { page: row.page }),
    !row.page && row.by && t('by {{name}}, {{date}}', { name: row.by, date: date(row.since) }),
    row.expiresAt && t('until {{date}}', { date: date(row.expiresAt) }),
    row.reason,
  ]
  return (
    <li>
      <Row justify="between" oneLine>
        <Row oneLine>
          {Icon ? <Icon size={24} stroke={1.5} aria-hidden /> : <Avatar name={row.to.name} />}
          <div>
            <Row gap="xs">
              {row.to.name}
              {row.audience === 'external' && <StatusBadge tone="warning">{t('From outside')}</StatusBadge>}
              {row.to.isGone && <StatusBadge tone="bad">{t('Locked or deleted')}</StatusBadge>}
            </Row>
            <Text small>
              {[row.rights.map((right) => rightName(right, t)).join(', '), narrowingText(row, fieldName, t)]
                .filter(Boolean)
                .join(' – ')}
            </Text>
            <Text small quiet>
              {facts.filter(Boolean).join(' · ')}
            </Text>
          </div>
        </Row>
        {row.isOwn && !row.page && (
          <Row gap="xs" oneLine>
            <IconButton
              icon={IconPencil}
              label={t('Change the rights of {{name}}', { name: row.to.name })}
              onClick={onChange}
            />
            <IconButton
              icon={IconTrash}
              label={t('Take the rights from {{name}}', { name: row.to.name })}
              isRunning={take.isRunning}
              onClick={() => void ask()}
            />
          </Row>
        )}
      </Row>
    </li>
  )
}

export function RightsTable({
  place,
  fields,
  rows,
}: {
  place: RightsPlace
  fields: AppShape['fields']
  rows: GrantRow[]
}) {
  const t = useText()
  const [changing, setChanging] = useState<GrantRow>()
  return (
    <>
      <ul
        aria-label={t('Table of rights')}
        style={{ listStyle: 'none', padding: 0, margin: 0, display: 'grid', gap: 'var(--mantine-spacing-md)' }}
      >
        {rows.map((row) => (
          <RightsRow key={row.id} place={place} fields={fields} row={row} onChange={() => setChanging(row)} />
        ))}
      </ul>
      {changing && <ChangeDialog place={place} row={changing} onClose={() => setChanging(undefined)} />}
    </>
  )
}
