The closed loop runs: submit, dispatch, handle, answer and rate, on a demo site that `make start` brings up.
