import { links } from '../../base/employee-links.ts'
import { getMeApi, getUserApi, listUsersApi, searchPeopleApi } from '../../people/contract.ts'
import { api } from '../../ui/api.ts'
import { Callout } from '../../ui/callout.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { PersonField } from '../../ui/person-field.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { handOverSupervisorApi } from '../contract.ts'
import { HandOverWarning } from './hand-over-dialog.tsx'

type Me = { id: string; isSupervisor: boolean }

function HandOver({ me }: { me: Me }) {
  const t = useText()
  const go = useGo()
  const find = async (text: string) => {
    const { rows } = await api(searchPeopleApi, { search: text, kind: 'employee' })
    return rows.filter(({ id }) => id !== me.id).map(({ id, name, detail }) => ({ id, name, note: detail }))
  }
  return (
    <Panel>
      <CommandForm
        endpoint={handOverSupervisorApi}
        start={{ user: undefined as string | undefined }}
        input={({ user }) => ({ user: user ?? '' })}
        submit={t('Hand the role over')}
        danger
        onCancel={() => go(links.groups({}, { place: 'system' }))}
        done={t('The role is handed over. Both of you get a mail about it.')}
        invalidates={[getMeApi, getUserApi, listUsersApi, 'groups']}
        problemFields={{ 'supervisor.not_eligible': 'user' }}
        onDone={() => go(links.groups({}, { place: 'system' }))}
      >
        {(form) => (
          <Stack>
            <PersonField
              name="user"
              label={t('Who becomes the System supervisor')}
              description={t('An active employee who has a seat.')}
              placeholder={t('Type a name')}
              search={find}
              searchKey="employees"
              required
              autoFocus
            />
            {form.watch('user') && <HandOverWarning name={undefined} />}
          </Stack>
        )}
      </CommandForm>
    </Panel>
  )
}

/** Groups → System groups → System supervisor → Edit: the one way the role goes to somebody else. */
export function HandOverPage() {
  const t = useText()
  const me = useQueryOf(getMeApi, {})
  return (
    <Page
      title={t('Hand over the role of the System supervisor')}
      description={t('You are asked once more who you are before it is done.')}
      width="reading"
      breadcrumbs={[
        { label: t('Administration'), href: links.administration() },
        { label: t('Groups'), href: links.groups({}, { place: 'system' }) },
      ]}
    >
      <Loaded query={me}>
        {(found) =>
          found.isSupervisor ? (
            <HandOver me={found} />
          ) : (
            <Callout kind="warning" title={t('Only the System supervisor can hand the role over.')}>
              {t('Ask that person: neither administrators nor the company’s owner can take the role.')}
            </Callout>
          )
        }
      </Loaded>
    </Page>
  )
}
