import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { api } from '../../ui/api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Stack } from '../../ui/layout.tsx'
import { PersonField, type PersonOption } from '../../ui/person-field.tsx'
import { createOrganizationApi, listOrganizationsApi } from '../contract-organizations.ts'

const find = async (search: string): Promise<PersonOption[]> =>
  (await api(listOrganizationsApi, { search, limit: 20 })).rows

/** The client company of an external user: one that is known, or a new one made on the spot. */
export function OrganizationField({ known }: { known?: PersonOption | null }) {
  const t = useText()
  const { setValue } = useFormContext()
  const [isNew, setNew] = useState(false)
  const [made, setMade] = useState<PersonOption>()
  const knownHere = made ?? known
  return (
    <Stack gap="xs">
      <PersonField
        key={made?.id ?? ''}
        name="organization"
        label={t('Organization')}
        description={t('The client company the person belongs to.')}
        placeholder={t('None')}
        search={find}
        searchKey="organizations"
        clearable
        {...(knownHere ? { known: [knownHere] } : {})}
      />
      <div>
        <Button kind="quiet" size="xs" onClick={() => setNew(true)}>
          {t('New organization')}
        </Button>
      </div>
      <Dialog title={t('New organization')} isOpen={isNew} onClose={() => setNew(false)} size="sm">
        <CommandForm
          endpoint={createOrganizationApi}
          start={{ name: '' }}
          submit={t('Add organization')}
          onCancel={() => setNew(false)}
          invalidates={[listOrganizationsApi]}
          problemFields={{ 'organization.name_taken': 'name' }}
          onDone={({ id }, { name }) => {
            setMade({ id, name })
            setValue('organization', id, { shouldDirty: true })
            setNew(false)
          }}
        >
          <TextField name="name" label={t('Name')} required autoFocus />
        </CommandForm>
      </Dialog>
    </Stack>
  )
}
