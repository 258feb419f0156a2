import { FormProvider, useForm } from 'react-hook-form'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { api } from '../../ui/api.ts'
import { confirm } from '../../ui/confirm.tsx'
import { useText } from '../../ui/language.ts'
import { PersonField } from '../../ui/person-field.tsx'
import type { OrgPersonShape } from '../contract.ts'
import { searchPlaceableApi } from '../contract-draft.ts'

type Found = AnswerOf<typeof searchPlaceableApi>['rows'][number]

type PlacePickerProps = {
  label: string
  place: string
  /** Whoever has the place already: she is named before she is replaced (checklist G76). */
  occupiedBy?: string | undefined
  onPick: (person: OrgPersonShape) => void
}

/** One of the company's people, each shown with the places she has already. */
export function PlacePicker({ label, place, occupiedBy, onPick }: PlacePickerProps) {
  const t = useText()
  const form = useForm<{ person: string | undefined }>({ defaultValues: { person: undefined } })
  const met = useRef(new Map<string, Found>())

  const pick = useEffectEvent(async (id: string) => {
    const { rows } = await api(searchPlaceableApi, { search: met.current.get(id)?.name ?? '' })
    const person = met.current.get(id) ?? rows.find((row) => row.id === id)
    form.reset({ person: undefined })
    if (!person) return
    const sure =
      !occupiedBy ||
      (await confirm({
        title: t('Replace {{holder}}?', { holder: occupiedBy }),
        text: t(
          '“{{place}}” is held by {{holder}}. {{name}} takes the place, and {{holder}} has it no more once you publish.',
          {
            place,
            holder: occupiedBy,
            name: person.name,
          },
        ),
        action: t('Replace'),
      }))
    if (sure) onPick({ id: person.id, name: person.name, status: person.status })
  })
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values }) => void (values.person && pick(values.person)),
      }),
    [form],
  )

  return (
    <FormProvider {...form}>
      <PersonField
        name="person"
        label={label}
        searchKey="placeable"
        search={async (search) => {
          const { rows } = await api(searchPlaceableApi, { search })
          for (const row of rows) met.current.set(row.id, row)
          return rows.map((row) => ({
            id: row.id,
            name: row.name,
            note: row.places.length > 0 ? row.places.map(({ name }) => name).join(', ') : t('No place yet'),
          }))
        }}
      />
    </FormProvider>
  )
}
