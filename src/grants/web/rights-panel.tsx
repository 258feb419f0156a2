import { IconLock, IconPlus } from '@tabler/icons-react'
import type { AppShape } from '../../apps/contract.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { GiveDialog } from './give-dialog.tsx'
import type { RightsPlace } from './place.ts'
import { RightsTable } from './rights-table.tsx'

type Props = {
  place: RightsPlace
  fields: AppShape['fields']
  topics: string[]
  /** Said above the rows. */
  note?: string | false
}

/** The rows of a place: its own, which can be changed, and those it gets from above. */
export function RightsPanel({ place, fields, topics, note }: Props) {
  const t = useText()
  const { search, change } = useAddress()
  const found = useQueryOf(place.list, place.at, { topics })
  const add = (
    <Button icon={IconPlus} onClick={() => change({ dialog: 'give' })}>
      {t('Give rights')}
    </Button>
  )
  return (
    <Loaded query={found}>
      {({ rows }) => (
        <Panel title={t('Table of rights')} actions={rows.length > 0 && add}>
          <Stack>
            {note && <Callout>{note}</Callout>}
            {rows.length === 0 ? (
              <EmptyState
                icon={IconLock}
                title={t('Nobody was given rights here')}
                text={t('Let a group, a place of the org chart, the author or whom a field names work with the items.')}
                action={add}
              />
            ) : (
              <RightsTable place={place} fields={fields} rows={rows} />
            )}
          </Stack>
          <GiveDialog
            place={place}
            fields={fields}
            isOpen={search.dialog === 'give'}
            onClose={() => change({ dialog: undefined })}
          />
        </Panel>
      )}
    </Loaded>
  )
}
