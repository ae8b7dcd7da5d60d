// Go's godotenv, and the variables that `Load` puts into the environment. See tests/loaders/oracle.rs for the protocol.

package main

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/joho/godotenv"
)

type question struct {
	Names []string
	Text  string
}

func answers(path string, asked question) []any {
	if err := os.WriteFile(path, []byte(asked.Text), 0o600); err != nil {
		panic(err)
	}
	os.Clearenv()
	err := godotenv.Load(path)
	var all []any
	for _, name := range asked.Names {
		if err != nil {
			all = append(all, map[string]string{"error": err.Error()})
		} else if value, set := os.LookupEnv(name); set {
			all = append(all, map[string]string{"value": value})
		} else {
			all = append(all, map[string]bool{"missing": true})
		}
	}
	return all
}

func main() {
	folder, err := os.MkdirTemp("", "keyproof-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	encoder := json.NewEncoder(output)
	for questions := json.NewDecoder(os.Stdin); questions.More(); {
		var asked question
		if err := questions.Decode(&asked); err != nil {
			panic(err)
		}
		if err := encoder.Encode(answers(filepath.Join(folder, ".env"), asked)); err != nil {
			panic(err)
		}
	}
}
