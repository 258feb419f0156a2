import type CommandStack from 'diagram-js/lib/command/CommandStack'

const name = 'portico.together'

class Together {
  preExecute({ act }: { act: () => void }): void {
    act()
  }
}

/** Several changes as one step of undo: a button is a flow, its condition and its name at once. */
export class TogetherCommands {
  static $inject = ['commandStack']
  private readonly stack: CommandStack

  constructor(stack: CommandStack) {
    this.stack = stack
    stack.registerHandler(name, Together as never)
  }

  run<Result>(act: () => Result): Result {
    let result: Result | undefined
    this.stack.execute(name, {
      act: () => {
        result = act()
      },
    })
    return result as Result
  }
}
