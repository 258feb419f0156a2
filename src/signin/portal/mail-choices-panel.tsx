import type { AnswerOf } from '../../base/endpoint.ts'
import { type ChoosableMail, type chooseMailsApi, getMailChoicesApi } from '../../notices/contract-choices.ts'
import { CheckboxField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Panel } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { FormSkeleton } from '../../ui/skeletons.tsx'

type Props = { getChoices: typeof getMailChoicesApi; chooseMails: typeof chooseMailsApi }
type Choice = AnswerOf<typeof getMailChoicesApi>['choices'][number]

const words: Record<ChoosableMail, string> = {
  task_waits: 'A task waits for me',
  substitution: 'I act for somebody who is away',
  fresh_invitation_asked: 'Somebody asks for a fresh invitation',
  no_free_seat: 'Nobody more can register: all seats are taken',
}

/** Which mails one wants; those about one's account are not to choose. */
export function MailChoicesPanel({ getChoices, chooseMails }: Props) {
  const t = useText()
  const found = useQueryOf(getChoices, {}, { topics: ['me'] })
  return (
    <Panel title={t('Mails to me')} description={t('Mails about your account and its safety always come.')}>
      <Loaded query={found} skeleton={<FormSkeleton fields={1} />}>
        {({ choices }) => (
          <CommandForm
            key={JSON.stringify(choices)}
            endpoint={chooseMails}
            start={Object.fromEntries(choices.map(({ mail, isWanted }: Choice) => [mail, isWanted]))}
            input={(values) => ({ unwanted: choices.map(({ mail }) => mail).filter((mail) => values[mail] !== true) })}
            submit={t('Save')}
            done={t('Saved.')}
            invalidates={[getChoices]}
          >
            {choices.map(({ mail }) => (
              <CheckboxField key={mail} name={mail} label={t(words[mail])} />
            ))}
          </CommandForm>
        )}
      </Loaded>
    </Panel>
  )
}
