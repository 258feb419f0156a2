import { DifferenceView } from '../../people/web/access-difference.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Heading, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import {
  checkOrgDraftApi,
  type DraftShape,
  getOrgAccessDifferenceApi,
  getOrgDifferenceApi,
  publishOrgChartApi,
} from '../contract-draft.ts'
import { ChangeList } from './change-list.tsx'
import { Findings } from './check-drawer.tsx'

type PublishDialogProps = { draft: DraftShape | null; isOpen: boolean; onClose: () => void; onPublished: () => void }

const topics = { topics: ['org-draft', 'orgchart'] }

function Differences() {
  const t = useText()
  const difference = useQueryOf(getOrgDifferenceApi, {}, topics)
  const access = useQueryOf(getOrgAccessDifferenceApi, {}, topics)
  return (
    <>
      <div>
        <Heading level={3}>{t('Who gains and who loses')}</Heading>
        <Loaded query={access} skeleton={<ListSkeleton lines={2} />}>
          {(found) => <DifferenceView difference={found} />}
        </Loaded>
      </div>
      <div>
        <Heading level={3}>{t('What changes')}</Heading>
        <Loaded query={difference} skeleton={<ListSkeleton lines={3} />}>
          {(found) => <ChangeList {...found} />}
        </Loaded>
      </div>
    </>
  )
}

function Publish({
  draft,
  onClose,
  onPublished,
}: Omit<PublishDialogProps, 'isOpen' | 'draft'> & { draft: DraftShape }) {
  const t = useText()
  const check = useQueryOf(checkOrgDraftApi, {}, topics)
  return (
    <Loaded query={check} skeleton={<ListSkeleton lines={4} />}>
      {({ errors }) =>
        errors > 0 ? (
          <Findings only="error" />
        ) : (
          <CommandForm
            endpoint={publishOrgChartApi}
            start={{ note: '' }}
            input={({ note }) => ({ version: draft.version, note })}
            submit={t('Publish')}
            done={t('The org chart is published.')}
            invalidates={['orgchart', 'org-draft']}
            onCancel={onClose}
            onDone={() => {
              onPublished()
              onClose()
            }}
          >
            <Stack gap="md">
              <Text quiet>
                {t('From the next click on everybody has the rights of the new chart. Elements that stay keep theirs.')}
              </Text>
              <Differences />
              <TextField name="note" label={t('Note for the list of versions')} maxLength={500} />
            </Stack>
          </CommandForm>
        )
      }
    </Loaded>
  )
}

/** Before anything counts: who gains and loses by it, and what changes. */
export function PublishDialog({ draft, isOpen, onClose, onPublished }: PublishDialogProps) {
  const t = useText()
  return (
    <Dialog title={t('Publish the org chart')} isOpen={isOpen && draft !== null} onClose={onClose} size="lg">
      {draft && <Publish draft={draft} onClose={onClose} onPublished={onPublished} />}
    </Dialog>
  )
}
