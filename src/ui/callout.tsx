import { Alert } from '@mantine/core'
import classes from './callout.module.css'
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'

const kinds = {
  info: { color: 'harbor', icon: IconInfoCircle },
  good: { color: 'green', icon: IconCircleCheck },
  warning: { color: 'amber', icon: IconAlertTriangle },
  bad: { color: 'red', icon: IconCircleX },
}

export type CalloutProps = { kind?: keyof typeof kinds; title?: ReactNode; children?: ReactNode }

/** A sentence that has to be seen: what is so, why, and what to do. Bad news is announced to screen readers. */
export function Callout({ kind = 'info', title, children }: CalloutProps) {
  const { color, icon: Icon } = kinds[kind]
  return (
    <Alert
      color={color}
      variant="light"
      radius="md"
      classNames={{ root: classes.root, title: classes.title, message: classes.message }}
      data-kind={kind}
      title={title}
      icon={<Icon size={18} stroke={1.75} aria-hidden />}
      role={kind === 'bad' ? 'alert' : 'status'}
    >
      {children}
    </Alert>
  )
}
