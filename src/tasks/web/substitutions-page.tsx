import { IconPlus, IconSettings } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { NumberField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { getAbsenceNoticeApi, setAbsenceNoticeApi } from '../contract-substitutions.ts'
import { SubstitutionDetails } from './substitution-details.tsx'
import { SubstitutionDialog } from './substitution-dialog.tsx'
import { SubstitutionList } from './substitution-list.tsx'

function NoticeDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useText()
  const notice = useQueryOf(getAbsenceNoticeApi, {}, { topics: ['substitutions'] })
  return (
    <Dialog title={t('How absences are shown')} isOpen={isOpen} onClose={onClose}>
      <Loaded query={notice}>
        {({ days }) => (
          <CommandForm
            endpoint={setAbsenceNoticeApi}
            start={{ days }}
            submit={t('Save')}
            done={t('Saved.')}
            invalidates={['substitutions']}
            onCancel={onClose}
            onDone={onClose}
          >
            <NumberField
              name="days"
              label={t('Days ahead')}
              description={t(
                'So many days before it begins, an absence shows at the name of the person: in tasks and where people are chosen.',
              )}
              min={0}
              max={365}
              required
            />
          </CommandForm>
        )}
      </Loaded>
    </Dialog>
  )
}

/** Administration → Substitutions: who acts for whom, planned, running and past. */
export function SubstitutionsPage() {
  const t = useText()
  const { search, change } = useAddress()
  const plan = (
    <Button icon={IconPlus} onClick={() => change({ dialog: 'new' })}>
      {t('Plan an absence')}
    </Button>
  )
  const close = () => change({ dialog: undefined })
  const folders = [
    {
      key: 'running',
      label: t('Running'),
      empty: {
        title: t('Everybody is here'),
        text: t('Absences that run now stand here, with the tasks that were taken over.'),
      },
    },
    {
      key: 'upcoming',
      label: t('Upcoming'),
      empty: {
        title: t('No absence is planned'),
        text: t('Plan who acts for somebody before they leave: tasks then never wait for a person who is away.'),
        action: plan,
      },
    },
    {
      key: 'archived',
      label: t('Archived'),
      empty: { title: t('Nothing here yet'), text: t('Absences that are over are kept here.') },
    },
    {
      key: 'all',
      label: t('All'),
      empty: { title: t('No absence yet'), text: t('Plan the first one.'), action: plan },
    },
  ] as const
  return (
    <Page
      title={t('Substitutions')}
      description={t('Who acts for whom while somebody is away. Administration never passes to a substitute.')}
      breadcrumbs={[{ label: t('Administration'), href: links.administration() }]}
      actions={
        <>
          <Button kind="plain" icon={IconSettings} onClick={() => change({ dialog: 'notice' })}>
            {t('How absences are shown')}
          </Button>
          {plan}
        </>
      }
    >
      <Tabs
        tabs={folders.map(({ key, label, empty }) => ({
          key,
          label,
          content: <SubstitutionList folder={key} empty={empty} />,
        }))}
      />
      <SubstitutionDialog mayLend isOpen={search.dialog === 'new'} onClose={close} />
      <NoticeDialog isOpen={search.dialog === 'notice'} onClose={close} />
      <SubstitutionDetails id={search.substitution} mayLend onClose={() => change({ substitution: undefined })} />
    </Page>
  )
}
