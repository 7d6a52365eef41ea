"""What ties documents and tasks: who names, carries out, follows, repeats or repeals whom, and the words for it."""
