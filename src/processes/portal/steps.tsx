import { IconCircle, IconCircleCheckFilled, IconCircleDotFilled } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { type Translate, useText } from '../../ui/language.ts'
import { Row, Spoken, Text } from '../../ui/layout.tsx'
import type { StepShape } from '../contract-instances.ts'
import classes from './steps.module.css'

const icons: Record<StepShape['state'], ReactNode> = {
  done: <IconCircleCheckFilled size={20} aria-hidden className={classes.done} />,
  current: <IconCircleDotFilled size={20} aria-hidden className={classes.current} />,
  ahead: <IconCircle size={20} aria-hidden className={classes.ahead} />,
}

const words = (t: Translate): Record<StepShape['state'], string> => ({
  done: t('done'),
  current: t('now'),
  ahead: t('still to come'),
})

/** The public steps of an instance in a line from top to bottom: done, now, still to come. */
export function Steps({ steps }: { steps: readonly StepShape[] }) {
  const t = useText()
  const said = words(t)
  return (
    <ol className={classes.steps}>
      {steps.map(({ name, state }, at) => (
        <li key={at} className={classes.step} aria-current={state === 'current' ? 'step' : undefined}>
          <Row gap="sm" oneLine>
            {icons[state]}
            <Text strong={state === 'current'} quiet={state === 'ahead'}>
              {name}
              <Spoken>{`, ${said[state]}`}</Spoken>
            </Text>
          </Row>
        </li>
      ))}
    </ol>
  )
}
