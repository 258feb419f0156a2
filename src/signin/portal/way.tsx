import type { ReactNode } from 'react'
import type { Icon } from '../../ui/button.tsx'
import { Row, Text } from '../../ui/layout.tsx'

/** One way of proving who one is: what it is, and beside it what can be done about it. */
export function Way({
  icon: Icon,
  title,
  text,
  children,
}: {
  icon: Icon
  title: ReactNode
  text: ReactNode
  children?: ReactNode
}) {
  return (
    <Row justify="between" align="start">
      <Row oneLine align="start">
        <span style={{ flexShrink: 0 }}>
          <Icon size={24} stroke={1.5} aria-hidden />
        </span>
        <div>
          <Row gap="xs">{typeof title === 'string' ? <Text strong>{title}</Text> : title}</Row>
          <Text small quiet>
            {text}
          </Text>
        </div>
      </Row>
      {children && <Row gap="xs">{children}</Row>}
    </Row>
  )
}
