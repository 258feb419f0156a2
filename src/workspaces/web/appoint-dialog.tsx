import { listGroupsApi } from '../../groups/contract.ts'
import { getOrgChartApi } from '../../orgchart/contract.ts'
import { searchPeopleApi } from '../../people/contract.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { type Translate, useText } from '../../ui/language.ts'
import { PersonField, type PersonOption } from '../../ui/person-field.tsx'
import { appointWorkspaceAdministratorApi, listWorkspaceAdministratorsApi, type WorkspaceShape } from '../contract.ts'

const most = 8

/** Employees first, then groups of employees and places of the org chart; an app's groups stay in their app. */
async function findWho(workspace: string, text: string, t: Translate): Promise<PersonOption[]> {
  const [people, groups, { elements }] = await Promise.all([
    api(searchPeopleApi, { search: text, kind: 'employee' }),
    api(listGroupsApi, { search: text, audience: 'employees', limit: 4 * most }),
    api(getOrgChartApi, {}),
  ])
  const kinds = { department: t('Department'), position: t('Position'), employee_group: t('Employee group') }
  const wanted = text.trim().toLowerCase()
  return [
    ...people.rows.map(({ id, name, detail }) => ({ id, name, note: detail })),
    ...groups.rows
      .filter(({ scope, workspace: own }) => scope === 'company' || (scope === 'workspace' && own?.id === workspace))
      .slice(0, most)
      .map(({ id, name, workspace: own }) => ({ id, name, note: own?.name ?? t('Group') })),
    ...elements
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .slice(0, most)
      .map(({ id, name, kind }) => ({ id, name, note: kinds[kind] })),
  ]
}

type Props = { workspace: WorkspaceShape; isOpen: boolean; onClose: () => void }

export function AppointDialog({ workspace, isOpen, onClose }: Props) {
  const t = useText()
  return (
    <Dialog title={t('Who administers {{name}}', { name: workspace.name })} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={appointWorkspaceAdministratorApi}
        start={{ principal: undefined as string | undefined }}
        input={({ principal }) => ({ workspace: workspace.id, principal: principal ?? '' })}
        submit={t('Let them administer it')}
        done={t('Saved.')}
        invalidates={[listWorkspaceAdministratorsApi]}
        problemFields={{ 'workspace.employees_only': 'principal', 'workspace.app_group': 'principal' }}
        onDone={onClose}
        onCancel={onClose}
      >
        <PersonField
          name="principal"
          label={t('Who')}
          description={t('An employee, a group of employees, a department or a position. Everybody in it administers.')}
          placeholder={t('Type a name')}
          search={(text) => findWho(workspace.id, text, t)}
          searchKey={`administrators of ${workspace.id}`}
          required
          autoFocus
        />
      </CommandForm>
    </Dialog>
  )
}
