"""What the commands of the board do, one file a subject.

The main type is `controllers.Controllers`, which has every controller by name and loads most of
them when they are first asked. A controller works with a `BoardContext`: it asks the board what
is selected, opens a dialog, and hands a change to the `StoreWorker`. It draws nothing, and it
calls neither the store nor another program while a key waits.
"""
