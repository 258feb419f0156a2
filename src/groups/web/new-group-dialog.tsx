import { links } from '../../base/employee-links.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ChoiceField, SelectField, TextAreaField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { FormSkeleton } from '../../ui/skeletons.tsx'
import { createGroupApi, type GroupShape, groupNameLimit, listGroupPlacesApi, listGroupsApi } from '../contract.ts'
import { DefaultField } from './edit-group-dialog.tsx'
import { type Places, placeOptions, usePlaces } from './group-places.tsx'

type Props = { place: string | undefined; isOpen: boolean; onClose: () => void }

type Values = Pick<GroupShape, 'name' | 'description' | 'audience' | 'type' | 'isDefault'> & { place: string }

/** Type and audience are fixed from here on; in the company there are groups only. */
function inputOf({ place, ...values }: Values, { workspaces }: Places) {
  if (place === 'company') return { ...values, type: 'group' as const }
  const isApp = workspaces.some(({ apps }) => apps.some(({ id }) => id === place))
  return { ...values, isDefault: false, ...(isApp ? { app: place } : { workspace: place }) }
}

function NewGroup({ places, place, onClose }: { places: Places; place: string | undefined; onClose: () => void }) {
  const t = useText()
  const go = useGo()
  const options = placeOptions(places, t)
    .filter(({ value }) => value !== 'system')
    .map((option) => (option.value === 'company' ? { ...option, label: t('The company') } : option))
  const start: Values = {
    name: '',
    description: '',
    place: options.some(({ value }) => value === place) ? place! : options[0]!.value,
    audience: 'employees',
    type: 'group',
    isDefault: false,
  }
  return (
    <CommandForm
      endpoint={createGroupApi}
      start={start}
      input={(values) => inputOf(values, places)}
      submit={t('Make the group')}
      onCancel={onClose}
      invalidates={[listGroupsApi, listGroupPlacesApi]}
      problemFields={{ 'group.name_taken': 'name', 'group.code_taken': 'name', 'group.name_reserved': 'name' }}
      onDone={({ id }) => go(links.group({ group: id }))}
    >
      {(form) => (
        <>
          <TextField name="name" label={t('Name')} required autoFocus maxLength={groupNameLimit} />
          <TextAreaField name="description" label={t('What it is for')} rows={2} maxLength={1000} />
          {options.length > 1 && <SelectField name="place" label={t('Where it belongs')} options={options} />}
          {form.watch('place') !== 'company' && (
            <ChoiceField
              name="type"
              label={t('Type')}
              description={t('Fixed from the start.')}
              choices={[
                { value: 'group', label: t('Group'), description: t('Any number of people, groups and places.') },
                {
                  value: 'role',
                  label: t('Role'),
                  description: t('Stands in for exactly one person, department or position.'),
                },
              ]}
            />
          )}
          {places.company !== null && (
            <ChoiceField
              name="audience"
              label={t('Who can be in it')}
              description={t(
                'Fixed from the start: a group never holds both, so that nothing meant for inside gets out.',
              )}
              choices={[
                {
                  value: 'employees',
                  label: t('Employees'),
                  description: t('And their groups, departments and positions.'),
                },
                {
                  value: 'external',
                  label: t('People from outside'),
                  description: t('And the organizations they belong to.'),
                },
              ]}
            />
          )}
          {form.watch('place') === 'company' && <DefaultField audience={form.watch('audience')} />}
        </>
      )}
    </CommandForm>
  )
}

export function NewGroupDialog({ place, isOpen, onClose }: Props) {
  const t = useText()
  const places = usePlaces()
  return (
    <Dialog title={t('New group')} isOpen={isOpen} onClose={onClose}>
      <Loaded query={places} skeleton={<FormSkeleton />}>
        {(found) => <NewGroup places={found} place={place} onClose={onClose} />}
      </Loaded>
    </Dialog>
  )
}
