// Go's godotenv, and the variable of the map that `Read` gives. See tests/loaders/oracle.rs for the protocol.

package main

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/joho/godotenv"
)

type question struct{ Name, Text string }

func answer(path string, asked question) any {
	if err := os.WriteFile(path, []byte(asked.Text), 0o600); err != nil {
		panic(err)
	}
	os.Clearenv()
	if err := godotenv.Load(path); err != nil {
		return map[string]string{"error": err.Error()}
	}
	if value, set := os.LookupEnv(asked.Name); set {
		return map[string]string{"value": value}
	}
	return map[string]bool{"missing": true}
}

func main() {
	folder, err := os.MkdirTemp("", "keyproof-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	answers := json.NewEncoder(output)
	for questions := json.NewDecoder(os.Stdin); questions.More(); {
		var asked question
		if err := questions.Decode(&asked); err != nil {
			panic(err)
		}
		if err := answers.Encode(answer(filepath.Join(folder, ".env"), asked)); err != nil {
			panic(err)
		}
	}
}
