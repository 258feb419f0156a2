import { createUsePuck } from '@puckeditor/core'
import { useEffect } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { getAppApi } from '../../apps/contract.ts'
import { uploadFileApi } from '../../files/contract.ts'
import type { PanelField } from '../../pages/contract-widgets.ts'
import { listProcessesApi } from '../../processes/contract.ts'
import { uploadFile } from '../../ui/api.ts'
import { FileField, type StoredFile } from '../../ui/file-field.tsx'
import { useText } from '../../ui/language.ts'
import { useQueryOf } from '../../ui/queries.ts'
import { type ChoiceOption, ChoiceSetting, SwitchSetting, TextSetting } from '../../ui/setting-fields.tsx'
import { getWorkspaceApi } from '../../workspaces/contract.ts'
import { useBuilder } from './builder-place.ts'
import { FieldsSetting } from './fields-setting.tsx'

type Props = { field: PanelField; value: unknown; onChange: (value: unknown) => void }

const usePuckState = createUsePuck()

/** What another setting of the chosen widget says: the app whose fields are to be chosen. */
const useOther = (name: string): string =>
  usePuckState((state) => String((state.selectedItem?.props as Record<string, unknown> | undefined)?.[name] ?? ''))

function Choice({ field, value, onChange, options }: Props & { options: readonly ChoiceOption[] }) {
  const t = useText()
  return (
    <ChoiceSetting
      label={t(field.label)}
      {...(field.help ? { description: t(field.help) } : {})}
      value={String(value ?? '') || null}
      onChange={(next) => onChange(next ?? '')}
      options={options}
      clearable={field.kind !== 'choice'}
    />
  )
}

function AppSetting(props: Props) {
  const { workspace } = useBuilder()
  const found = useQueryOf(getWorkspaceApi, { workspace }, { topics: ['workspaces'] })
  return <Choice {...props} options={(found.data?.apps ?? []).map(({ id, name }) => ({ value: id, label: name }))} />
}

function ProcessSetting(props: Props) {
  const { workspace } = useBuilder()
  const found = useQueryOf(listProcessesApi, { workspace, limit: 200 }, { topics: ['processes'] })
  const options = (found.data?.rows ?? []).map(({ id, name }) => ({ value: id as string, label: name }))
  return <Choice {...props} options={options} />
}

function PageSetting(props: Props) {
  const { pages } = useBuilder()
  return <Choice {...props} options={pages.map(({ code, name }) => ({ value: code, label: name }))} />
}

function AppFieldSetting({ of, many, ...props }: Props & { of: string; many: boolean }) {
  const t = useText()
  const app = useOther(of)
  const found = useQueryOf(getAppApi, { app }, { enabled: app !== '', topics: [`app:${app}`] })
  const options = (found.data?.fields ?? []).map(({ code, name }) => ({ value: code, label: name }))
  if (many) {
    return (
      <FieldsSetting
        label={t(props.field.label)}
        options={options}
        chosen={Array.isArray(props.value) ? (props.value as string[]) : []}
        onChange={props.onChange}
      />
    )
  }
  return <Choice {...props} options={options} />
}

function ImageSetting({ field, value, onChange }: Props) {
  const t = useText()
  const id = String(value ?? '')
  const form = useForm<{ picture: StoredFile[] }>({
    defaultValues: { picture: id ? [{ id, name: t('The picture'), size: 0 }] : [] },
  })
  const chosen = useWatch({ control: form.control, name: 'picture' })[0]?.id ?? ''
  useEffect(() => {
    if (chosen !== id) onChange(chosen)
  }, [chosen, id, onChange])
  return (
    <FormProvider {...form}>
      <FileField
        name="picture"
        label={t(field.label)}
        accept="image/png,image/jpeg,image/webp,image/gif"
        upload={(file, onProgress, signal) => uploadFile(uploadFileApi, { name: file.name }, file, onProgress, signal)}
      />
    </FormProvider>
  )
}

/** One setting of the chosen widget, by its kind. */
export function SettingField(props: Props) {
  const { field, value, onChange } = props
  const t = useText()
  const words = { label: t(field.label), ...(field.help ? { description: t(field.help) } : {}) }
  switch (field.kind) {
    case 'text':
      return <TextSetting {...words} value={String(value ?? '')} onChange={onChange} />
    case 'long_text':
      return <TextSetting {...words} value={String(value ?? '')} onChange={onChange} rows={6} />
    case 'yes_no':
      return <SwitchSetting {...words} value={value === true} onChange={onChange} />
    case 'choice':
      return <Choice {...props} options={field.options.map((option) => ({ ...option, label: t(option.label) }))} />
    case 'app':
      return <AppSetting {...props} />
    case 'process':
      return <ProcessSetting {...props} />
    case 'page':
      return <PageSetting {...props} />
    case 'image':
      return <ImageSetting {...props} />
    default:
      return <AppFieldSetting {...props} of={field.of} many={field.kind === 'app_fields'} />
  }
}
