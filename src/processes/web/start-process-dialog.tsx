import { enteredValues, startValues } from '../../apps/portal/field-values.ts'
import { FieldsForm } from '../../apps/portal/fields-form.tsx'
import { links } from '../../base/employee-links.ts'
import type { ProcessId } from '../../base/ids.ts'
import type { FieldAccess } from '../../apps/portal/field-values.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { FormSkeleton } from '../../ui/skeletons.tsx'
import { downloadFileApi, uploadFileApi } from '../../files/contract.ts'
import { getStartFormApi, listProcessesApi, startProcessApi } from '../contract.ts'
import { listInstancesApi } from '../contract-instances.ts'
import { findPeople } from './find-people.ts'

/** Starts a process, with what its start asks for. */
export function StartProcessDialog({ process, onClose }: { process: string; onClose: () => void }) {
  const t = useText()
  const go = useGo()
  const id = process as ProcessId
  const form = useQueryOf(getStartFormApi, { process: id })
  return (
    <Dialog
      title={form.data ? t('Start “{{process}}”', { process: form.data.process.name }) : t('Start')}
      isOpen
      onClose={onClose}
      size="lg"
    >
      <Loaded query={form} skeleton={<FormSkeleton />}>
        {({ fields }) => {
          const start = startValues(fields)
          const access = Object.fromEntries(
            fields.map((field): [string, FieldAccess] => [field.code, field.required ? 'required' : 'write']),
          )
          return (
            <CommandForm
              endpoint={startProcessApi}
              start={{ values: start }}
              input={({ values }) => ({ process: id, values: enteredValues(fields, values) })}
              submit={t('Start')}
              onCancel={onClose}
              done={t('Started.')}
              invalidates={[listProcessesApi, listInstancesApi]}
              onDone={({ instance }) => go(links.processInstance({ instance }))}
            >
              {fields.length === 0 ? (
                <Text quiet>{t('Nothing is asked. It starts at once.')}</Text>
              ) : (
                <FieldsForm
                  fields={fields}
                  access={access}
                  endpoints={{ upload: uploadFileApi, download: downloadFileApi }}
                  findPeople={findPeople}
                  autoFocus
                />
              )}
            </CommandForm>
          )
        }}
      </Loaded>
    </Dialog>
  )
}
