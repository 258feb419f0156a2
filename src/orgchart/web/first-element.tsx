import { IconSitemap } from '@tabler/icons-react'
import { newId } from '../../base/ids.ts'
import { getMeApi } from '../../people/contract.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useText } from '../../ui/language.ts'
import { useQueryOf } from '../../ui/queries.ts'
import { addEdit } from './edits.ts'
import type { Drawing } from './use-drawing.ts'

/** Where there is no chart yet: it begins with the company itself. */
export function FirstElement({ drawing }: { drawing: Drawing }) {
  const t = useText()
  const me = useQueryOf(getMeApi, {}, { topics: ['me'] })
  return (
    <EmptyState
      icon={IconSitemap}
      title={t('There is no org chart yet')}
      text={t(
        'It begins with the company itself. Departments, positions and employee groups hang below, and processes, groups and rights can name them.',
      )}
      action={
        <Button
          onClick={() =>
            drawing.edit([
              { ...addEdit([], null, 'department', newId<'org_element'>()), name: me.data?.companyName ?? '' },
            ])
          }
        >
          {t('Begin with the company')}
        </Button>
      }
    />
  )
}
