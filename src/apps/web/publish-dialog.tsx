import type { AnswerOf } from '../../base/endpoint.ts'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckboxField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import {
  type AppShape,
  type FieldShape,
  getAppApi,
  getAppDraftApi,
  planAppApi,
  type PlanStep,
  publishAppApi,
} from '../contract.ts'

type Plan = AnswerOf<typeof planAppApi>
type Props = { app: AppShape; drawn: readonly FieldShape[]; isOpen: boolean; onClose: () => void }

/** What publishing does to the table, before it does it. */
export function PublishDialog({ app, drawn, isOpen, onClose }: Props) {
  const t = useText()
  return (
    <Dialog title={t('Publish “{{name}}”', { name: app.name })} isOpen={isOpen} onClose={onClose}>
      <Asked app={app} drawn={drawn} onClose={onClose} />
    </Dialog>
  )
}

function Asked({ app, drawn, onClose }: Omit<Props, 'isOpen'>) {
  const plan = useQueryOf(planAppApi, { app: app.id }, { topics: [`app:${app.id}`] })
  return (
    <Loaded query={plan} skeleton={<ListSkeleton />}>
      {(found) => <PlanView app={app} drawn={drawn} plan={found} onClose={onClose} />}
    </Loaded>
  )
}

function PlanView({ app, drawn, plan, onClose }: Omit<Props, 'isOpen'> & { plan: Plan }) {
  const t = useText()
  const losing = plan.steps.some(({ losesData }) => losesData)
  const isBlocked = plan.steps.some(({ blocker }) => blocker)
  return (
    <CommandForm
      endpoint={publishAppApi}
      start={{ confirmed: false }}
      input={({ confirmed }) => ({ app: app.id, version: plan.version, confirmed })}
      submit={t('Publish')}
      danger={losing}
      disabledReason={isBlocked && t('Mend what hinders it first.')}
      done={t('Published.')}
      invalidates={[getAppApi, getAppDraftApi, planAppApi, 'workspaces']}
      onDone={onClose}
      onCancel={onClose}
    >
      <Text>
        {plan.steps.length === 0
          ? t('Nothing would change.')
          : t('This happens at once, for all items; {{number}} are there now.', { number: plan.items })}
      </Text>
      {plan.steps.map((step, at) => (
        <Step key={at} step={step} fields={[...drawn, ...app.fields]} />
      ))}
      {losing && !isBlocked && (
        <CheckboxField name="confirmed" label={t('I know that what these fields hold is lost for good')} />
      )}
    </CommandForm>
  )
}

const planWords: Record<PlanStep['kind'], string> = {
  make_table: 'The table of the app is made',
  add_field: 'New field: {{name}}',
  change_field: 'Changed field: {{name}}',
  remove_field: 'Removed field: {{name}}',
  reorder: 'The fields stand in another order',
}

function Step({ step, fields }: { step: PlanStep; fields: readonly FieldShape[] }) {
  const t = useText()
  const name = fields.find(({ code }) => code === step.field)?.name ?? step.field ?? ''
  if (step.blocker) {
    return (
      <Callout kind="bad" title={t(planWords[step.kind], { name })}>
        {step.blocker}
      </Callout>
    )
  }
  if (!step.losesData) return <Text>{t(planWords[step.kind], { name })}</Text>
  return (
    <Callout kind="warning" title={t(planWords[step.kind], { name })}>
      {t('{{number}} items hold something in it. It cannot be brought back.', { number: step.rows })}
    </Callout>
  )
}
