import { Component, type ReactNode } from 'react'
import { CrashState } from '../../ui/problem-state.tsx'

/** A widget that cannot be shown takes no other with it. */
export class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: undefined }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error }
  }

  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : <CrashState error={this.state.error} />
  }
}
